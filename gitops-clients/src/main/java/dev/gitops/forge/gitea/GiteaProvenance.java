package dev.gitops.forge.gitea;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which merged pull request brought a commit. Gitea itself knows only the commit a pull request was merged with: a merge commit, the squashed one, the last of the rebased ones. For the commits
 * below it, the pull requests merged since the commit was made are looked through, the latest first.
 */
final class GiteaProvenance {

    private static final int PAGE = 50;

    private final Call call;
    private final Resource repository;

    GiteaProvenance(Call call, Resource repository) {
        this.call = call;
        this.repository = repository;
    }

    List<Json> of(String commit, String branch) {
        Optional<Json> direct = call.find(repository.at("commits", commit, "pull"))
                .filter(pull -> pull.flag("merged"))
                .filter(pull -> pull.text("base", "ref").equals(branch));
        if (direct.isPresent()) {
            return List.of(direct.get());
        }
        Optional<Json> made = call.find(repository.at("git", "commits", commit));
        if (made.isEmpty()) {
            // Not the commit is missing but the repository: an error, not an answer.
            call.get(repository);
        }
        return made.stream()
                .flatMap(one -> lookThrough(commit, branch, one.time("commit", "committer", "date")))
                .toList();
    }

    private Stream<Json> lookThrough(String commit, String branch, Optional<Instant> made) {
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
                .filter(pull -> pull.flag("merged") && pull.text("base", "ref").equals(branch))
                .filter(pull -> brought(pull, commit))
                .limit(1);
    }

    private boolean brought(Json pull, String commit) {
        if (pull.text("head", "sha").equals(commit)) {
            return merged(pull);
        }
        List<Json> own = commits(
                repository.at("pulls").at(pull.number("number")).at("commits").with("limit", PAGE));
        if (own.stream().anyMatch(one -> one.text("sha").equals(commit))) {
            return merged(pull);
        }
        return rebased(pull, own, commit);
    }

    /** Whether the source branch's own commits came to the target: not with a squash or a rebase, whose commits are others. */
    private boolean merged(Json pull) {
        String head = pull.text("head", "sha");
        String with = pull.text("merge_commit_sha");
        return with.equals(head)
                || call.get(repository.at("git", "commits", with)).items("parents").stream()
                        .anyMatch(parent -> parent.text("sha").equals(head));
    }

    /** A rebase leaves as many commits as the source branch has, with the same messages, ending in the one the pull request was merged with. */
    private boolean rebased(Json pull, List<Json> own, String commit) {
        Json last = call.get(repository.at("git", "commits", pull.text("merge_commit_sha")));
        if (own.size() < 2 || last.items("parents").size() != 1) {
            return false;
        }
        List<Json> chain = call.list(repository
                        .at("commits")
                        .with("sha", last.text("sha"))
                        .with("stat", "false")
                        .with("files", "false")
                        .with("verification", "false")
                        .with("limit", PAGE))
                .limit(own.size())
                .toList();
        for (int i = 0; i < own.size() && i < chain.size(); i++) {
            boolean same = chain.get(i)
                    .text("commit", "message")
                    .strip()
                    .equals(own.get(i).text("commit", "message").strip());
            if (!same) {
                return false;
            }
        }
        return chain.size() == own.size()
                && chain.stream().anyMatch(one -> one.text("sha").equals(commit));
    }

    private List<Json> commits(Resource resource) {
        return call.list(resource.with("files", "false").with("verification", "false"))
                .toList();
    }
}
