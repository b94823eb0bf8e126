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
import java.util.Optional;

/**
 * Who approved a merge request, and when. GitLab does not say which commit somebody approved, and keeps approvals over a push unless told otherwise; so one counts for the present head if it was given
 * after the last push, and for the present target if it was given after the target was last changed. Where a time is not told, none counts.
 */
final class GitLabApprovals {

    private final Map<String, Optional<Instant>> given;
    private final Instant changed;

    private GitLabApprovals(Map<String, Optional<Instant>> given, Instant changed) {
        this.given = given;
        this.changed = changed;
    }

    static GitLabApprovals read(Call call, Resource merge) {
        Map<String, Optional<Instant>> given = new LinkedHashMap<>();
        List<Json> approvers = approvers(call, merge);
        if (approvers.isEmpty()) {
            return new GitLabApprovals(given, Instant.MAX);
        }
        GitLabNotes notes = GitLabNotes.read(call, merge);
        Map<String, Instant> noted = notes.approvals();
        for (Json one : approvers) {
            one.maybe("user", "username")
                    .ifPresent(user ->
                            given.put(user, one.time("approved_at").or(() -> Optional.ofNullable(noted.get(user)))));
        }
        Instant pushed = call.list(merge.at("versions").with("per_page", 100))
                .map(version -> version.time("created_at").orElse(Instant.MAX))
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant retargeted = notes.retargeted().orElse(Instant.MIN);
        return new GitLabApprovals(given, pushed.isAfter(retargeted) ? pushed : retargeted);
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
        return given.values().stream().allMatch(this::counts);
    }

    List<Approval> ofHead(String url) {
        return given.entrySet().stream()
                .filter(one -> counts(one.getValue()))
                .map(one -> new Approval(one.getKey(), null, url, null))
                .toList();
    }

    private boolean counts(Optional<Instant> approved) {
        return approved.filter(changed::isBefore).isPresent();
    }
}
