package dev.gitops.forge.bitbucketcloud;

import dev.gitops.forge.Diffs;
import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;

/** Commits as Bitbucket Cloud tells of them. */
record CloudHistory(Call call, Resource repository) implements History {

    /** {@return the full id of a commit that pull requests name by twelve digits} */
    String whole(String hash) {
        return hash.length() >= 40
                ? hash
                : call.get(repository.at("commit", hash)).commit("hash");
    }

    @Override
    public List<String> parents(String commit) {
        return call.get(repository.at("commit", commit)).items("parents").stream()
                .map(parent -> parent.commit("hash"))
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        return commits(repository.at("pullrequests").at(number).at("commits").with("pagelen", 50), Integer.MAX_VALUE);
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(repository.at("commits", tip).with("pagelen", Math.min(length, 50)), length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.linked(list)
                .limit(length)
                .map(one -> new Commit(one.commit("hash"), one.text("message")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        return call.linked(repository
                        .at("commits")
                        .with("include", commit)
                        .with("exclude", branch)
                        .with("pagelen", 10))
                .findAny()
                .isEmpty();
    }

    @Override
    public Optional<String> change(String commit) {
        return Optional.of(Diffs.bare(call.text(repository.at("diff", commit)))).filter(text -> !text.isEmpty());
    }
}
