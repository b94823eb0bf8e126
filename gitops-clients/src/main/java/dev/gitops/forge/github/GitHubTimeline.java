package dev.gitops.forge.github;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened to a pull request, oldest first. An event without a name could be any, so it is an error. */
record GitHubTimeline(List<Json> events) {

    private static final Set<String> RETARGETS = Set.of("base_ref_changed", "automatic_base_change_succeeded");
    private static final String QUEUED = "added_to_merge_queue";
    private static final String UNQUEUED = "removed_from_merge_queue";

    static GitHubTimeline read(Call call, Resource repository, long number) {
        return new GitHubTimeline(
                call.list(repository.at("issues").at(number).at("timeline").with("per_page", 100))
                        .toList());
    }

    /** {@return when the target branch was last changed} */
    Optional<Instant> retargeted() {
        return events.stream()
                .filter(event -> RETARGETS.contains(event.text("event")))
                .map(event -> event.time("created_at").orElse(Instant.MAX))
                .max(Instant::compareTo);
    }

    /** {@return whether it stands in the merge queue} */
    boolean queued() {
        return events.stream()
                .map(event -> event.text("event"))
                .filter(event -> event.equals(QUEUED) || event.equals(UNQUEUED))
                .reduce((earlier, later) -> later)
                .filter(QUEUED::equals)
                .isPresent();
    }
}
