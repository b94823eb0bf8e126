package dev.gitops.forge.azure;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who approved a pull request. Azure DevOps does not say which commit a vote is of, and keeps votes over a push unless a policy says otherwise; so one counts if it was given after the last iteration,
 * which a push makes and a change of the target too. When it was given stands in the discussion.
 */
record AzureApprovals(List<Json> iterations, List<Json> threads) {

    private static final int WITH_SUGGESTIONS = 5;

    /** Why an iteration was made, where it was not by another target. */
    private static final Set<String> PUSHES = Set.of("push", "forcepush", "create", "rebase");

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
                .map(AzureApprovals::madeAt)
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        return reviewer.maybe("id")
                .flatMap(this::voted)
                .filter(changed::isBefore)
                .isPresent();
    }

    /** {@return the head that a reviewer approved with an earlier vote, where the target has been the same since} */
    Optional<String> earlierHead(Json reviewer) {
        Optional<Instant> voted =
                counts(reviewer) ? Optional.empty() : reviewer.maybe("id").flatMap(this::voted);
        return voted.filter(at -> iterations.stream()
                        .filter(iteration -> !madeAt(iteration).isBefore(at))
                        .noneMatch(AzureApprovals::retargets))
                .flatMap(at -> iterations.stream()
                        .filter(iteration -> madeAt(iteration).isBefore(at))
                        .max(Comparator.comparing(AzureApprovals::madeAt)))
                .flatMap(iteration -> iteration.maybeCommit("sourceRefCommit", "commitId"));
    }

    private static boolean retargets(Json iteration) {
        return iteration.has("oldTargetRefName")
                || iteration.has("newTargetRefName")
                || !iteration
                        .maybe("reason")
                        .filter(reason -> PUSHES.containsAll(
                                List.of(reason.toLowerCase(Locale.ROOT).split(",\\s*"))))
                        .isPresent();
    }

    private static Instant madeAt(Json iteration) {
        return iteration.time("createdDate").orElse(Instant.MAX);
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
