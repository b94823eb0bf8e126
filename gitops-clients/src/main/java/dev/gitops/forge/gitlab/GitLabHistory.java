package dev.gitops.forge.gitlab;

import dev.gitops.forge.Diffs;
import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commits as GitLab tells of them. */
record GitLabHistory(Call call, Resource project) implements History {

    @Override
    public List<String> parents(String commit) {
        return call.get(project.at("repository", "commits", commit)).items("parent_ids").stream()
                .flatMap(parent -> parent.maybeCommit().stream())
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        return commits(project.at("merge_requests").at(number).at("commits").with("per_page", 100), Integer.MAX_VALUE);
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(
                project.at("repository", "commits").with("ref_name", tip).with("per_page", Math.min(length, 100)),
                length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.list(list)
                .limit(length)
                .map(one -> new Commit(one.commit("id"), one.text("message")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        return call.get(project.at("repository", "merge_base")
                        .with("refs[]", branch)
                        .with("refs[]", commit))
                .is(commit, "id");
    }

    @Override
    public Optional<String> change(String commit) {
        List<Json> files = call.list(
                        project.at("repository", "commits", commit, "diff").with("per_page", 100))
                .toList();
        boolean whole =
                !files.isEmpty() && files.stream().noneMatch(file -> file.flag("too_large") || file.flag("collapsed"));
        return whole
                ? Optional.of(files.stream().map(GitLabHistory::change).collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    private static String change(Json file) {
        return file.text("old_path") + " " + file.text("new_path") + " " + file.flag("deleted_file") + "\n"
                + Diffs.bare(file.maybe("diff").orElse(""));
    }
}
