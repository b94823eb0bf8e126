package dev.gitops.forge.gitlab;

import dev.gitops.api.Approval;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.EarlierApproval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final List<Json> versions;
    private final Instant retargeted;
    private final Instant changed;

    private GitLabApprovals(Map<String, Optional<Instant>> given, List<Json> versions, Instant retargeted) {
        this.given = given;
        this.versions = versions;
        this.retargeted = retargeted;
        Instant pushed = versions.stream()
                .map(GitLabApprovals::madeAt)
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        this.changed = pushed.isAfter(retargeted) ? pushed : retargeted;
    }

    static GitLabApprovals read(Call call, Resource merge) {
        Map<String, Optional<Instant>> given = new LinkedHashMap<>();
        List<Json> approvers = approvers(call, merge);
        if (approvers.isEmpty()) {
            return new GitLabApprovals(given, List.of(), Instant.MAX);
        }
        GitLabNotes notes = GitLabNotes.read(call, merge);
        Map<String, Instant> noted = notes.approvals();
        for (Json one : approvers) {
            one.maybe("user", "username")
                    .ifPresent(user ->
                            given.put(user, one.time("approved_at").or(() -> Optional.ofNullable(noted.get(user)))));
        }
        List<Json> versions =
                call.list(merge.at("versions").with("per_page", 100)).toList();
        return new GitLabApprovals(given, versions, notes.retargeted().orElse(Instant.MIN));
    }

    private static Instant madeAt(Json version) {
        return version.time("created_at").orElse(Instant.MAX);
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

    /** Those of the present target that were given before the last push, each with the head that was the newest then. */
    List<EarlierApproval> earlier(String url) {
        List<EarlierApproval> earlier = new ArrayList<>();
        given.forEach((user, time) -> time.filter(at -> !counts(time) && retargeted.isBefore(at))
                .flatMap(this::headAt)
                .ifPresent(head -> earlier.add(new EarlierApproval(new Approval(user, null, url, null), head))));
        return earlier;
    }

    private Optional<String> headAt(Instant time) {
        return versions.stream()
                .filter(version -> madeAt(version).isBefore(time))
                .max(Comparator.comparing(GitLabApprovals::madeAt))
                .flatMap(version -> version.maybeCommit("head_commit_sha"));
    }

    private boolean counts(Optional<Instant> approved) {
        return approved.filter(changed::isBefore).isPresent();
    }
}
