package dev.gitops.forge.azure;

import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commits as Azure DevOps tells of them. Of what a commit changes it tells files and the ids of their contents. */
record AzureHistory(Call call, AzureRepository repository) implements History {

    private static final int PAGE = 100;

    @Override
    public List<String> parents(String commit) {
        return call.get(repository.at("commits", commit)).items("parents").stream()
                .map(parent -> parent.commit())
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        return commits(repository.pull(number, "commits"), Integer.MAX_VALUE);
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(
                repository
                        .at("commits")
                        .with("searchCriteria.itemVersion.version", tip)
                        .with("searchCriteria.itemVersion.versionType", "commit"),
                length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.skipped(list, PAGE)
                .limit(length)
                .map(one -> new Commit(one.commit("commitId"), one.text("comment")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        return call.get(repository
                        .at("diffs", "commits")
                        .with("baseVersion", branch)
                        .with("baseVersionType", "branch")
                        .with("targetVersion", commit)
                        .with("targetVersionType", "commit")
                        .with("$top", 1))
                .integer("aheadCount")
                .filter(ahead -> ahead == 0)
                .isPresent();
    }

    @Override
    public Optional<String> change(String commit) {
        List<Json> changes = call.get(
                        repository.at("commits", commit, "changes").with("top", PAGE))
                .list("changes");
        return changes.isEmpty() || changes.size() >= PAGE
                ? Optional.empty()
                : Optional.of(changes.stream()
                        .map(change -> change.text("changeType") + " " + change.text("item", "path") + " "
                                + change.maybe("item", "objectId").orElse(""))
                        .collect(Collectors.joining("\n")));
    }
}
