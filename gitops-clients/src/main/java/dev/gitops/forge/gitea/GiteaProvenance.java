package dev.gitops.forge.gitea;

import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which merged pull request brought a commit. Gitea itself knows only the commit a pull request was merged with: a merge commit, the squashed one, the last of the rebased ones. For the commits
 * below it, the pull requests merged since the commit was made are looked through, the latest first. Whoever may mark a pull request as merged by hand names the commit himself, so what the commit
 * changes is compared with what the pull request changes.
 */
final class GiteaProvenance {

    private static final int PAGE = 50;

    private final Call call;
    private final Resource repository;
    private final String branch;
    private final MergeProof proof;

    GiteaProvenance(Call call, Resource repository, String branch) {
        this.call = call;
        this.repository = repository;
        this.branch = branch;
        this.proof = new MergeProof(new GiteaHistory(call, repository), branch, false);
    }

    List<Json> of(String commit) {
        Optional<Json> direct = call.find(repository.at("commits", commit, "pull"))
                .filter(pull -> pull.flag("merged") && pull.is(branch, "base", "ref"))
                .filter(pull -> brought(pull, commit));
        if (direct.isPresent()) {
            return List.of(direct.get());
        }
        Optional<Json> made = call.find(repository.at("git", "commits", commit));
        if (made.isEmpty()) {
            // Not the commit is missing but the repository: an error, not an answer.
            call.get(repository);
        }
        return made.stream()
                .flatMap(one -> lookThrough(commit, one.time("commit", "committer", "date")))
                .toList();
    }

    private Stream<Json> lookThrough(String commit, Optional<Instant> made) {
        Instant since = made.orElse(Instant.MIN);
        return call.list(repository
                        .at("pulls")
                        .with("state", "closed")
                        .with("base_branch", branch)
                        .with("sort", "recentupdate")
                        .with("limit", PAGE))
                // An update comes after the merge, and the merge after the commit: what is older cannot have brought
                // it.
                .takeWhile(pull -> !pull.time("updated_at").orElse(Instant.MAX).isBefore(since))
                .filter(pull -> pull.flag("merged") && pull.is(branch, "base", "ref"))
                .filter(pull -> brought(pull, commit))
                .limit(1);
    }

    private boolean brought(Json pull, String commit) {
        return pull.maybeCommit("merge_commit_sha")
                .filter(with -> proof.holds(
                        new MergeProof.Merged(
                                pull.number("number"), new GiteaHeads(call, repository).of(pull), Set.of(with)),
                        commit))
                .isPresent();
    }
}
