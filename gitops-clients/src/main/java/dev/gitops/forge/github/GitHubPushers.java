package dev.gitops.forge.github;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who pushed a pull request's commits: the author of a commit is what the commit says, the pusher is whom GitHub knew. Older Enterprise servers do not tell of pushes. */
record GitHubPushers(Call call, Resource repository) {

    Set<String> of(Json pull, List<Json> commits) {
        if (!pull.same("head.repo.id", "base.repo.id")) {
            return Set.of();
        }
        Set<String> own = new HashSet<>();
        commits.forEach(commit -> own.add(commit.commit("sha")));
        own.add(pull.commit("head", "sha"));
        Set<String> pushers = new TreeSet<>();
        try {
            call.list(repository
                            .at("activity")
                            .with("ref", "refs/heads/" + pull.text("head", "ref"))
                            .with("per_page", 100))
                    .filter(push -> push.maybe("after").filter(own::contains).isPresent())
                    .forEach(push -> push.maybe("actor", "login").ifPresent(pushers::add));
        } catch (ForgeException.NotFound | ForgeException.Forbidden | ForgeException.Rejected e) {
            return Set.of();
        }
        return pushers;
    }
}
