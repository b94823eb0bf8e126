package dev.gitops.forge.bitbucket;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which merged pull requests brought a commit. Bitbucket knows the commits of a pull request's source branch; for the commit it was merged with (a merge commit, a squashed one) the merged pull requests
 * are looked through, the latest first.
 */
final class BitbucketProvenance {

    private static final int MOST = 1000;

    private final Call call;
    private final Resource repository;

    BitbucketProvenance(Call call, Resource repository) {
        this.call = call;
        this.repository = repository;
    }

    List<Json> of(String commit, String ref) {
        List<Json> known;
        try {
            known = merged(repository.at("commits", commit, "pull-requests").with("limit", 100), ref)
                    .filter(pull -> keepsCommits(pull, commit))
                    .toList();
        } catch (ForgeException.NotFound e) {
            // Not the commit is missing but the repository: an error, not an answer.
            call.get(repository);
            return List.of();
        }
        return known.isEmpty() ? mergedAs(commit, ref) : known;
    }

    private List<Json> mergedAs(String commit, String ref) {
        Resource latest = repository
                .at("pull-requests")
                .with("state", "MERGED")
                .with("at", ref)
                .with("order", "NEWEST")
                .with("limit", 100);
        return merged(latest, ref)
                .limit(MOST)
                .filter(pull -> pull.maybe("properties", "mergeCommit", "id")
                        .filter(commit::equals)
                        .isPresent())
                .limit(1)
                .toList();
    }

    /** A squash leaves the source branch's commits behind: only the commit it makes, which has one parent, came to the target. */
    private boolean keepsCommits(Json pull, String commit) {
        String with = pull.maybe("properties", "mergeCommit", "id").orElse(commit);
        String head = pull.text("fromRef", "latestCommit");
        if (with.equals(commit) || with.equals(head)) {
            return true;
        }
        return call.get(repository.at("commits", with)).items("parents").stream()
                .anyMatch(parent -> parent.text("id").equals(head));
    }

    private Stream<Json> merged(Resource pulls, String ref) {
        return call.values(pulls)
                .filter(pull -> pull.text("state").equals("MERGED"))
                .filter(pull -> pull.text("toRef", "id").equals(ref));
    }
}
