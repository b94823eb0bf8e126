package dev.gitops.forge.bitbucket;

import dev.gitops.forge.BuildStatus;
import dev.gitops.forge.HostComment;
import dev.gitops.forge.HostTalk;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.CommitStatus;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comments and build statuses of Bitbucket Data Center. */
record BitbucketTalk(Call call, Resource repository) implements HostTalk {

    /** Bitbucket tells activities newest first, and a comment with each thing that happens to it. */
    @Override
    public Stream<HostComment> comments(long number) {
        List<HostComment> newestFirst = call.values(
                        pull(number).at("activities").with("limit", 100))
                .filter(activity -> activity.is("COMMENTED", "action"))
                .flatMap(activity -> activity.part("comment").stream())
                .map(comment -> new HostComment(
                        Long.toString(comment.number("id")),
                        comment.maybe("author", "name"),
                        comment.maybe("text").orElse(""),
                        comment.number("version")))
                .collect(Collectors.toList());
        Collections.reverse(newestFirst);
        return newestFirst.stream();
    }

    @Override
    public void write(long number, String text) {
        call.postOnce(
                pull(number).at("comments"),
                Json.object().put("text", text),
                () -> call.values(pull(number).at("activities").with("limit", 100))
                        .filter(activity -> activity.is(text, "comment", "text"))
                        .findAny());
    }

    @Override
    public void rewrite(long number, HostComment comment, String text) {
        call.put(
                pull(number).at("comments", comment.id()),
                Json.object().put("text", text).put("version", comment.version()));
    }

    @Override
    public void status(long number, String commit, CommitStatus status, String url) {
        call.post(repository.at("commits", commit, "builds"), BuildStatus.of(status, url));
    }

    private Resource pull(long number) {
        return repository.at("pull-requests").at(number);
    }
}
