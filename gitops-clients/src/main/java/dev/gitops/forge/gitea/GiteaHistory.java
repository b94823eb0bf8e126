package dev.gitops.forge.gitea;

import dev.gitops.forge.Diffs;
import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;

/** Commits as Gitea tells of them. */
record GiteaHistory(Call call, Resource repository) implements History {

    private static final int PAGE = 50;

    @Override
    public List<String> parents(String commit) {
        return call
                .get(repository
                        .at("git", "commits", commit)
                        .with("stat", "false")
                        .with("files", "false")
                        .with("verification", "false"))
                .items("parents")
                .stream()
                .map(parent -> parent.commit("sha"))
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        return commits(repository.at("pulls").at(number).at("commits").with("limit", PAGE), Integer.MAX_VALUE);
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(
                repository.at("commits").with("sha", tip).with("stat", "false").with("limit", PAGE), length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.list(list.with("files", "false").with("verification", "false"))
                .limit(length)
                .map(one -> new Commit(one.commit("sha"), one.text("commit", "message")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        return call.get(repository.at("compare", branch + "..." + commit))
                .integer("total_commits")
                .filter(beyond -> beyond == 0)
                .isPresent();
    }

    @Override
    public Optional<String> change(String commit) {
        return Optional.of(Diffs.bare(call.text(repository.at("git", "commits", commit + ".diff"))));
    }

    @Override
    public Optional<String> changeOf(long number) {
        return Optional.of(Diffs.bare(call.text(repository.at("pulls", number + ".diff"))));
    }
}
