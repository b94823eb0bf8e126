package dev.gitops.forge;

import dev.gitops.http.Call;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.CommitStatus;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Comments and statuses in the shapes that GitHub's interface and Gitea's have in common.
 *
 * @param call the requests
 * @param repository the repository
 */
record PullRequestTalk(Call call, Resource repository) implements HostTalk {

    @Override
    public Stream<HostComment> comments(long number) {
        return call.list(of(number).with("per_page", 100))
                .map(comment -> new HostComment(
                        Long.toString(comment.number("id")),
                        comment.maybe("user", "login"),
                        comment.maybe("body").orElse(""),
                        0));
    }

    @Override
    public void write(long number, String text) {
        call.postOnce(
                of(number),
                Json.object().put("body", text),
                () -> call.list(of(number))
                        .filter(comment -> comment.is(text, "body"))
                        .findAny());
    }

    @Override
    public void rewrite(long number, HostComment comment, String text) {
        call.patch(
                repository.at("issues", "comments", comment.id()), Json.object().put("body", text));
    }

    @Override
    public void status(long number, String commit, CommitStatus status, String url) {
        call.post(
                repository.at("statuses", commit),
                Json.object()
                        .put("state", status.state().name().toLowerCase(Locale.ROOT))
                        .put("context", status.context())
                        .put("description", status.description())
                        .put("target_url", url));
    }

    private Resource of(long number) {
        return repository.at("issues").at(number).at("comments");
    }
}
