package dev.gitops.forge.gitlab;

import dev.gitops.api.Approval;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who approved a merge request, and when. GitLab does not say which commit somebody approved, and keeps approvals over a push unless told otherwise; so one counts for the present head if it was given
 * after the last push.
 */
final class GitLabApprovals {

    private static final String NOTE = "approved this merge request";

    private final Map<String, Instant> given;
    private final Instant pushed;

    private GitLabApprovals(Map<String, Instant> given, Instant pushed) {
        this.given = given;
        this.pushed = pushed;
    }

    static GitLabApprovals read(Call call, Resource merge) {
        Map<String, Instant> given = new LinkedHashMap<>();
        List<Json> approvers = approvers(call, merge);
        if (approvers.isEmpty()) {
            return new GitLabApprovals(given, Instant.MIN);
        }
        Map<String, Instant> noted = new LinkedHashMap<>();
        if (approvers.stream().anyMatch(one -> one.maybe("approved_at").isEmpty())) {
            call.list(merge.at("notes").with("sort", "asc").with("per_page", 100))
                    .filter(note -> note.flag("system"))
                    .filter(note -> note.maybe("body").filter(NOTE::equals).isPresent())
                    .forEach(note -> noted.put(
                            note.text("author", "username"),
                            note.time("created_at").orElse(Instant.MIN)));
        }
        for (Json one : approvers) {
            String user = one.text("user", "username");
            given.put(user, one.time("approved_at").orElse(noted.getOrDefault(user, Instant.MIN)));
        }
        Instant pushed = call.list(merge.at("versions").with("per_page", 100))
                .flatMap(version -> version.time("created_at").stream())
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        return new GitLabApprovals(given, pushed);
    }

    /** Older free editions do not know approvals. */
    private static List<Json> approvers(Call call, Resource merge) {
        try {
            return call.get(merge.at("approvals")).items("approved_by");
        } catch (ForgeException.NotFound e) {
            return List.of();
        }
    }

    boolean none() {
        return given.isEmpty();
    }

    boolean noneStale() {
        return given.values().stream().noneMatch(this::stale);
    }

    List<Approval> ofHead(String url) {
        return given.entrySet().stream()
                .filter(one -> !stale(one.getValue()))
                .map(one -> new Approval(one.getKey(), null, url, null))
                .toList();
    }

    private boolean stale(Instant approved) {
        return approved.isBefore(pushed);
    }
}
