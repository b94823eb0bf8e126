package dev.gitops.forge.gitlab;

import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which merged merge requests brought a commit: of those GitLab lists for it, whose source branches had it too, the ones that are proved. */
record GitLabProvenance(Call call, Resource project, long id) {

    List<Long> of(String commit, String branch) {
        MergeProof proof = new MergeProof(new GitLabHistory(call, project), branch, true);
        return listed(commit).stream()
                .filter(merge -> merge.is("merged", "state") && merge.is(branch, "target_branch"))
                .filter(merge -> merge.integer("target_project_id")
                        .filter(target -> target == id)
                        .isPresent())
                .filter(merge -> merged(merge)
                        .filter(known -> proof.holds(known, commit))
                        .isPresent())
                .map(merge -> merge.number("iid"))
                .toList();
    }

    /** A squash may come with a merge commit above it: both came to the target then. Where neither was made, the branch was set forward to the head. */
    private static Optional<MergeProof.Merged> merged(Json merge) {
        Set<String> with = Stream.of("merge_commit_sha", "squash_commit_sha")
                .flatMap(key -> merge.maybeCommit(key).stream())
                .collect(Collectors.toSet());
        boolean neither = Stream.of("merge_commit_sha", "squash_commit_sha")
                .allMatch(key -> merge.has(key) && merge.part(key).isEmpty());
        return merge.maybeCommit("sha")
                .filter(head -> !with.isEmpty() || neither)
                .map(head -> new MergeProof.Merged(merge.number("iid"), head, neither ? Set.of(head) : with));
    }

    private List<Json> listed(String commit) {
        try {
            return call.list(project.at("repository", "commits", commit, "merge_requests")
                            .with("per_page", 100))
                    .toList();
        } catch (ForgeException.NotFound e) {
            if (e.words().contains("Commit")) {
                return List.of();
            }
            throw e;
        }
    }
}
