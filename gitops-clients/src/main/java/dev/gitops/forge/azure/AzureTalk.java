package dev.gitops.forge.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.forge.HostComment;
import dev.gitops.forge.HostTalk;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.spi.CommitStatus;
import java.util.List;
import java.util.stream.Stream;

/** Threads and statuses of Azure DevOps. Its rules for branches look at the statuses of pull requests, of one iteration each: a push is a new one. */
record AzureTalk(Call call, AzureRepository repository) implements HostTalk {

    private static final char BETWEEN = '/';

    @Override
    public Stream<HostComment> comments(long number) {
        return call.get(repository.pull(number, "threads")).list("value").stream()
                .filter(thread -> thread.part("threadContext").isEmpty())
                .flatMap(thread -> thread.items("comments").stream()
                        .limit(1)
                        .map(comment -> new HostComment(
                                thread.number("id") + "" + BETWEEN + comment.number("id"),
                                comment.maybe("author", "uniqueName"),
                                comment.maybe("content").orElse(""),
                                0)));
    }

    @Override
    public void write(long number, String text) {
        ObjectNode thread = Json.object().put("status", "closed");
        thread.putArray("comments")
                .addObject()
                .put("parentCommentId", 0)
                .put("commentType", "text")
                .put("content", text);
        call.postOnce(
                repository.pull(number, "threads"),
                thread,
                () -> call.get(repository.pull(number, "threads")).items("value").stream()
                        .filter(told ->
                                told.items("comments").stream().anyMatch(comment -> comment.is(text, "content")))
                        .findAny());
    }

    @Override
    public void rewrite(long number, HostComment comment, String text) {
        int between = comment.id().indexOf(BETWEEN);
        call.patch(
                repository.pull(
                        number,
                        "threads",
                        comment.id().substring(0, between),
                        "comments",
                        comment.id().substring(between + 1)),
                Json.object().put("content", text));
    }

    @Override
    public void status(long number, String commit, CommitStatus status, String url) {
        String state = switch (status.state()) {
            case PENDING -> "pending";
            case SUCCESS -> "succeeded";
            case FAILURE -> "failed";
        };
        int between = status.context().indexOf(BETWEEN);
        ObjectNode body = Json.object()
                .put("state", state)
                .put("description", status.description())
                .put("targetUrl", url);
        body.put("iterationId", iteration(number, commit));
        body.putObject("context")
                .put("genre", between < 0 ? "gitops" : status.context().substring(0, between))
                .put("name", status.context().substring(between + 1));
        call.post(repository.pull(number, "statuses"), body);
    }

    /** A status without an iteration would outlive the next push. */
    private long iteration(long number, String commit) {
        List<Json> iterations = call.get(repository.pull(number, "iterations")).list("value");
        return iterations.stream()
                .filter(iteration -> iteration.is(commit, "sourceRefCommit", "commitId"))
                .mapToLong(iteration -> iteration.number("id"))
                .max()
                .orElseThrow(() -> new InvalidInputException(
                        "the status of a commit",
                        List.of(new Problem(
                                null,
                                0,
                                0,
                                null,
                                commit,
                                "is no commit that was pushed to pull request " + number,
                                "review the newest one"))));
    }
}
