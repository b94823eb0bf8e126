package dev.gitops.forge.bitbucket;

import dev.gitops.forge.History;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import java.util.List;
import java.util.Optional;

/** Commits as Bitbucket Data Center tells of them. */
record BitbucketHistory(Call call, Resource repository) implements History {

    @Override
    public List<String> parents(String commit) {
        return call.get(repository.at("commits", commit)).items("parents").stream()
                .map(parent -> parent.commit("id"))
                .toList();
    }

    @Override
    public List<Commit> own(long number) {
        return commits(repository.at("pull-requests").at(number).at("commits").with("limit", 100), Integer.MAX_VALUE);
    }

    @Override
    public List<Commit> chain(String tip, int length) {
        return commits(repository.at("commits").with("until", tip).with("limit", Math.min(length, 100)), length);
    }

    private List<Commit> commits(Resource list, int length) {
        return call.values(list)
                .limit(length)
                .map(one -> new Commit(one.commit("id"), one.text("message")))
                .toList();
    }

    @Override
    public boolean contains(String branch, String commit) {
        return call.values(repository
                        .at("commits")
                        .with("until", commit)
                        .with("since", "refs/heads/" + branch)
                        .with("limit", 1))
                .findAny()
                .isEmpty();
    }

    @Override
    public Optional<String> change(String commit) {
        List<Json> files = call.get(repository.at("commits", commit, "diff").with("contextLines", 0))
                .list("diffs");
        StringBuilder change = new StringBuilder();
        for (Json file : files) {
            if (file.flag("truncated") || file.items("hunks").isEmpty()) {
                return Optional.empty();
            }
            change.append(file.maybe("source", "toString").orElse("")).append(' ');
            change.append(file.maybe("destination", "toString").orElse("")).append('\n');
            for (Json hunk : file.items("hunks")) {
                hunk.items("segments").forEach(segment -> append(segment, change));
            }
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(change.toString());
    }

    private static void append(Json segment, StringBuilder change) {
        String type = segment.text("type");
        if (!type.equals("CONTEXT")) {
            segment.items("lines")
                    .forEach(line -> change.append(type)
                            .append(' ')
                            .append(line.maybe("line").orElse(""))
                            .append('\n'));
        }
    }
}
