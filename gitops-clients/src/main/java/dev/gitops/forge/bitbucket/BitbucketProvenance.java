package dev.gitops.forge.bitbucket;

import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which merged pull requests brought a commit. Bitbucket knows the commits of a pull request's source branch; for the commit it was merged with (a merge commit, a squashed one) the merged pull requests
 * are looked through, the latest first.
 */
final class BitbucketProvenance {

    private static final int MOST = 1000;

    private final Call call;
    private final Resource repository;
    private final String ref;
    private final MergeProof proof;

    BitbucketProvenance(Call call, Resource repository, String branch) {
        this.call = call;
        this.repository = repository;
        this.ref = "refs/heads/" + branch;
        this.proof = new MergeProof(new BitbucketHistory(call, repository), branch, true);
    }

    List<Json> of(String commit) {
        long id = call.get(repository).number("id");
        List<Json> known;
        try {
            known = merged(repository.at("commits", commit, "pull-requests").with("limit", 100), id)
                    .filter(pull -> brought(pull, commit))
                    .toList();
        } catch (ForgeException.NotFound e) {
            // The repository is there, so it is the commit that is not.
            return List.of();
        }
        return known.isEmpty() ? mergedAs(commit, id) : known;
    }

    private List<Json> mergedAs(String commit, long id) {
        Resource latest = repository
                .at("pull-requests")
                .with("state", "MERGED")
                .with("at", ref)
                .with("order", "NEWEST")
                .with("limit", 100);
        return merged(latest, id)
                .limit(MOST)
                .filter(pull -> pull.is(commit, "properties", "mergeCommit", "id") && brought(pull, commit))
                .limit(1)
                .toList();
    }

    /** Where it was merged by a push, Bitbucket names no commit: then its head is on the branch. */
    private boolean brought(Json pull, String commit) {
        String head = pull.commit("fromRef", "latestCommit");
        String with = pull.maybeCommit("properties", "mergeCommit", "id").orElse(head);
        return proof.holds(new MergeProof.Merged(pull.number("id"), head, Set.of(with)), commit);
    }

    private Stream<Json> merged(Resource pulls, long id) {
        return call.values(pulls)
                .filter(pull -> pull.is("MERGED", "state") && pull.is(ref, "toRef", "id"))
                .filter(pull -> pull.integer("toRef", "repository", "id")
                        .filter(target -> target == id)
                        .isPresent());
    }
}
