package dev.gitops.forge.gitea;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which commit was a pull request's head. Of a merged one Gitea tells where the source branch is now, and somebody may have pushed to it since, or made it anew: the head is what the merge has as a parent,
 * else what Gitea kept of the pull request.
 */
record GiteaHeads(Call call, Resource repository) {

    String of(Json pull) {
        String now = pull.commit("head", "sha");
        Optional<String> with = pull.flag("merged") ? pull.maybeCommit("merge_commit_sha") : Optional.empty();
        boolean asItWas = with.isEmpty()
                || with.get().equals(now)
                || new GiteaHistory(call, repository)
                        .parents(with.get()).stream().skip(1).anyMatch(now::equals);
        return asItWas ? now : kept(pull.number("number")).orElse(now);
    }

    /** Gitea answers with one reference or with a list of those that begin so. */
    private Optional<String> kept(long number) {
        String name = "refs/pull/" + number + "/head";
        return call.find(repository.at("git", "refs", "pull").at(number).at("head")).stream()
                .flatMap(found -> found.isList() ? found.items().stream() : Stream.of(found))
                .filter(ref -> ref.is(name, "ref"))
                .flatMap(ref -> ref.maybeCommit("object", "sha").stream())
                .findFirst();
    }
}
