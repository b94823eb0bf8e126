package dev.gitops.engine.review;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.GitException;
import dev.gitops.git.Merging;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a change is: what its target is now beside what that would be with the change merged into it.
 *
 * @param before the target; where the change does not go together with it, where their histories part
 * @param after the target with the change merged into it; the change's newest commit where that is the same, or where they do not go together
 * @param head the full id of the change's newest commit
 * @param changed the files that differ
 * @param merge how the target and the change go together; empty where the target has not moved since the change was begun
 */
record Range(Snapshot before, Snapshot after, String head, Set<String> changed, Optional<Merging> merge) {

    private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}");

    static Range of(ConfigRepository repository, Snapshot target, Snapshot head, String from, String to) {
        String base = head.mergeBase(target.commit())
                .orElseThrow(() -> refuse(
                        "--from",
                        from,
                        "has no history in common with " + to,
                        "let the checkout fetch all branches, with their history"));
        if (base.equals(target.commit())) {
            return between(repository, target, head, head.commit(), Optional.empty());
        }
        if (base.equals(head.commit())) {
            return between(repository, target, target, head.commit(), Optional.empty());
        }
        Merging merge = repository.merging(target.commit(), head.commit(), base);
        return merge.result().isPresent()
                ? between(repository, target, merge.result().get(), head.commit(), Optional.of(merge))
                : between(repository, repository.at(base), head, head.commit(), Optional.of(merge));
    }

    private static Range between(
            ConfigRepository repository, Snapshot before, Snapshot after, String head, Optional<Merging> merge) {
        return new Range(before, after, head, repository.changedPaths(before.commit(), after.commit()), merge);
    }

    /**
     * The files that a review looked at: the change merged into its target as that was then.
     *
     * @param repository where both commits are
     * @param target the full id of the target's commit then
     * @param head the full id of the change's newest commit
     * @return the files
     */
    static Snapshot reviewed(ConfigRepository repository, String target, String head) {
        return of(repository, repository.at(target), repository.at(head), target, head)
                .after();
    }

    static Snapshot named(ConfigRepository repository, String option, String name) {
        try {
            Optional<Snapshot> found =
                    FULL.matcher(name).matches() ? Optional.of(repository.at(name)) : repository.find(name);
            return found.orElseThrow(() -> refuse(
                    option,
                    name,
                    "is neither a branch nor the full id of a commit here",
                    "git rev-parse tells full ids"));
        } catch (GitException.MissingCommit | GitException.MissingBranch missing) {
            throw refuse(option, name, "the config repository has no such commit", "fetch it first, with its history");
        }
    }

    private static InvalidInputException refuse(String option, String name, String why, String hint) {
        return new InvalidInputException("the request", List.of(Problem.of(option, name, why, hint)));
    }
}
