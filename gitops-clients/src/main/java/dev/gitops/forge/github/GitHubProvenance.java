package dev.gitops.forge.github;

import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which merged pull requests brought a commit. GitHub lists those of a commit, of the repositories above this one too, and the merged ones only where the commit is on the default branch; for other
 * branches the pull requests merged since the commit was made are looked through, the latest first.
 */
record GitHubProvenance(Call call, Resource repository) {

    List<Long> of(String commit, String branch) {
        Json own = call.get(repository);
        long id = own.number("id");
        MergeProof proof = new MergeProof(new GitHubHistory(call, repository), branch, true);
        List<Long> listed = brought(listed(commit), id, branch, commit, proof).toList();
        if (!listed.isEmpty() || own.is(branch, "default_branch")) {
            return listed;
        }
        return brought(since(commit, branch), id, branch, commit, proof)
                .limit(1)
                .toList();
    }

    private static Stream<Long> brought(
            Stream<Json> pulls, long repository, String branch, String commit, MergeProof proof) {
        return pulls.filter(pull -> pull.time("merged_at").isPresent())
                .filter(pull -> pull.is(branch, "base", "ref"))
                .filter(pull -> pull.integer("base", "repo", "id")
                        .filter(id -> id == repository)
                        .isPresent())
                .filter(pull -> pull.maybeCommit("merge_commit_sha")
                        .filter(with -> proof.holds(
                                new MergeProof.Merged(pull.number("number"), pull.commit("head", "sha"), Set.of(with)),
                                commit))
                        .isPresent())
                .map(pull -> pull.number("number"));
    }

    private Stream<Json> listed(String commit) {
        try {
            return call.list(repository.at("commits", commit, "pulls").with("per_page", 100)).toList().stream();
        } catch (ForgeException.Rejected e) {
            if (e.words().contains("No commit found")) {
                return Stream.empty();
            }
            throw e;
        }
    }

    private Stream<Json> since(String commit, String branch) {
        Optional<Instant> made = call.find(repository.at("git", "commits", commit))
                .map(told -> told.time("committer", "date").orElse(Instant.MIN));
        return made.stream()
                .flatMap(since -> call.list(repository
                                .at("pulls")
                                .with("state", "closed")
                                .with("base", branch)
                                .with("sort", "updated")
                                .with("direction", "desc")
                                .with("per_page", 100))
                        // An update comes after the merge, and the merge after the commit.
                        .takeWhile(pull ->
                                !pull.time("updated_at").orElse(Instant.MAX).isBefore(since)));
    }
}
