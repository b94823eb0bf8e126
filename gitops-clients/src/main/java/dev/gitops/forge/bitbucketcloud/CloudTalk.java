package dev.gitops.forge.bitbucketcloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.forge.BuildStatus;
import dev.gitops.forge.HostComment;
import dev.gitops.forge.HostTalk;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.CommitStatus;
import java.util.stream.Stream;

/** Comments and build statuses of Bitbucket Cloud. */
record CloudTalk(Call call, Resource repository) implements HostTalk {

    @Override
    public Stream<HostComment> comments(long number) {
        return call.linked(of(number).with("pagelen", 100))
                .filter(comment ->
                        !comment.flag("deleted") && comment.part("inline").isEmpty())
                .map(comment -> new HostComment(
                        Long.toString(comment.number("id")),
                        comment.maybe("user", "account_id"),
                        comment.maybe("content", "raw").orElse(""),
                        0));
    }

    @Override
    public void write(long number, String text) {
        call.postOnce(
                of(number),
                body(text),
                () -> call.linked(of(number).with("pagelen", 100))
                        .filter(comment -> comment.is(text, "content", "raw"))
                        .findAny());
    }

    @Override
    public void rewrite(long number, HostComment comment, String text) {
        call.put(of(number).at(comment.id()), body(text));
    }

    @Override
    public void status(long number, String commit, CommitStatus status, String url) {
        call.post(repository.at("commit", commit, "statuses", "build"), BuildStatus.of(status, url));
    }

    private static ObjectNode body(String text) {
        ObjectNode body = Json.object();
        body.putObject("content").put("raw", text);
        return body;
    }

    private Resource of(long number) {
        return repository.at("pullrequests").at(number).at("comments");
    }
}
