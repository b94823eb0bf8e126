package dev.gitops.forge.github;

import dev.gitops.forge.Diffs;
import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commits as GitHub tells of them. */
record GitHubHistory(Call call, Resource repository) implements History {

    /** Of more files GitHub tells on further pages, which only changes need that nobody reviews commit by commit. */
    private static final int MOST_FILES = 300;

    @Override
    public List<String> parents(String commit) {
        return call.get(repository.at("git", "commits", commit)).items("parents").stream()
                .map(parent -> parent.commit("sha"))
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        List<Commit> oldestFirst = new ArrayList<>(
                commits(repository.at("pulls").at(number).at("commits").with("per_page", 100), Integer.MAX_VALUE));
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(repository.at("commits").with("sha", tip).with("per_page", Math.min(length, 100)), length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.list(list)
                .limit(length)
                .map(one -> new Commit(one.commit("sha"), one.text("commit", "message")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        Json compared =
                call.get(repository.at("compare", commit + "..." + branch).with("per_page", 1));
        return compared.is("ahead", "status") || compared.is("identical", "status");
    }

    @Override
    public Optional<String> change(String commit) {
        List<Json> files = call.get(repository.at("commits", commit)).items("files");
        return files.isEmpty() || files.size() >= MOST_FILES
                ? Optional.empty()
                : Optional.of(files.stream().map(GitHubHistory::change).collect(Collectors.joining("\n")));
    }

    /** A binary file, or one with a large change, has no patch but its content's id. */
    private static String change(Json file) {
        return file.text("status") + " " + file.maybe("previous_filename").orElse("") + " " + file.text("filename")
                + "\n" + file.maybe("patch").map(Diffs::bare).orElseGet(() -> file.text("sha"));
    }
}
