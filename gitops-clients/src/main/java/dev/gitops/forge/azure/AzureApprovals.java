package dev.gitops.forge.azure;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who approved a pull request. Azure DevOps does not say which commit a vote is of, and keeps votes over a push unless a policy says otherwise; so one counts if it was given after the last iteration,
 * which a push makes and a change of the target too. When it was given stands in the discussion.
 */
record AzureApprovals(List<Json> iterations, List<Json> threads) {

    private static final int WITH_SUGGESTIONS = 5;

    static AzureApprovals read(Call call, AzureRepository repository, long number) {
        return new AzureApprovals(
                call.get(repository.pull(number, "iterations")).list("value"),
                call.get(repository.pull(number, "threads")).list("value"));
    }

    /** {@return whether a reviewer's vote approves} */
    static boolean approves(Json reviewer) {
        return reviewer.integer("vote").filter(vote -> vote >= WITH_SUGGESTIONS).isPresent()
                && !reviewer.flag("isContainer");
    }

    boolean counts(Json reviewer) {
        Instant changed = iterations.stream()
                .map(iteration -> iteration.time("createdDate").orElse(Instant.MAX))
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        return reviewer.maybe("id")
                .flatMap(this::voted)
                .filter(changed::isBefore)
                .isPresent();
    }

    private Optional<Instant> voted(String id) {
        return threads.stream()
                .filter(thread -> thread.is("VoteUpdate", "properties", "CodeReviewThreadType", "$value"))
                .filter(thread -> thread.maybe("properties", "CodeReviewVoteResult", "$value")
                        .filter(vote -> vote.equals("10") || vote.equals("5"))
                        .isPresent())
                .filter(thread -> thread.maybe("properties", "CodeReviewVotedByIdentity", "$value")
                        .filter(key -> thread.is(id, "identities", key, "id"))
                        .isPresent())
                .flatMap(thread -> thread.time("publishedDate").stream())
                .max(Instant::compareTo);
    }
}
