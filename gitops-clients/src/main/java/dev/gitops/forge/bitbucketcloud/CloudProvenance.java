package dev.gitops.forge.bitbucketcloud;

import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which merged pull requests brought a commit: of those Bitbucket lists for it where that index was made, else of the merged ones, the latest first. */
final class CloudProvenance {

    private static final int MOST = 500;

    private final Call call;
    private final Resource repository;
    private final String branch;
    private final CloudHistory history;
    private final MergeProof proof;

    CloudProvenance(Call call, Resource repository, String branch) {
        this.call = call;
        this.repository = repository;
        this.branch = branch;
        this.history = new CloudHistory(call, repository);
        this.proof = new MergeProof(history, branch, true);
    }

    List<Long> of(String commit) {
        String own = call.get(repository).text("uuid");
        if (call.find(repository.at("commit", commit)).isEmpty()) {
            return List.of();
        }
        List<Long> listed = brought(listed(commit), own, commit).toList();
        return listed.isEmpty()
                ? brought(merged().limit(MOST), own, commit).limit(1).toList()
                : listed;
    }

    private Stream<Json> listed(String commit) {
        try {
            return call
                    .linked(repository.at("commit", commit, "pullrequests").with("pagelen", 50))
                    .map(pull -> call.get(repository.at("pullrequests").at(pull.number("id"))))
                    .toList()
                    .stream();
        } catch (ForgeException.NotFound e) {
            return Stream.empty();
        }
    }

    private Stream<Json> merged() {
        return call.linked(repository
                .at("pullrequests")
                .with("state", "MERGED")
                .with("sort", "-updated_on")
                .with("pagelen", 50));
    }

    private Stream<Long> brought(Stream<Json> pulls, String own, String commit) {
        return pulls.filter(pull -> pull.is("MERGED", "state"))
                .filter(pull -> pull.is(branch, "destination", "branch", "name"))
                .filter(pull -> pull.is(own, "destination", "repository", "uuid"))
                .filter(pull -> pull.maybe("merge_commit", "hash")
                        .filter(with -> proof.holds(
                                new MergeProof.Merged(
                                        pull.number("id"),
                                        history.whole(pull.text("source", "commit", "hash")),
                                        Set.of(history.whole(with))),
                                commit))
                        .isPresent())
                .map(pull -> pull.number("id"));
    }
}
