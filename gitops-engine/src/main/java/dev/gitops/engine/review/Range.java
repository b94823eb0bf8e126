package dev.gitops.engine.review;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a change is: the files that differ between where its history parts from its target's, and its newest commit.
 *
 * @param before where the histories part
 * @param after the newest commit of the change
 * @param changed the files that differ
 */
record Range(Snapshot before, Snapshot after, Set<String> changed) {

    private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}");

    static Range of(ConfigRepository repository, Snapshot target, Snapshot after, String from, String to) {
        String base = after.mergeBase(target.commit())
                .orElseThrow(() -> refuse(
                        "--from",
                        from,
                        "has no history in common with " + to,
                        "let the checkout fetch all branches, with their history"));
        Snapshot before = base.equals(target.commit()) ? target : repository.at(base);
        return new Range(before, after, repository.changedPaths(base, after.commit()));
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
