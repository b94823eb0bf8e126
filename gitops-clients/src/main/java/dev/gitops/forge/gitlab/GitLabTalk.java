package dev.gitops.forge.gitlab;

import dev.gitops.forge.HostComment;
import dev.gitops.forge.HostTalk;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.CommitStatus;
import java.util.stream.Stream;

/** Notes and commit statuses of GitLab. */
record GitLabTalk(Call call, Resource project) implements HostTalk {

    @Override
    public Stream<HostComment> comments(long number) {
        return call.list(notes(number).with("sort", "asc").with("per_page", 100))
                .filter(note -> !note.flag("system"))
                .map(note -> new HostComment(
                        Long.toString(note.number("id")),
                        note.maybe("author", "username"),
                        note.maybe("body").orElse(""),
                        0));
    }

    @Override
    public void write(long number, String text) {
        call.postOnce(
                notes(number),
                Json.object().put("body", text),
                () -> call.list(notes(number).with("per_page", 100))
                        .filter(note -> note.is(text, "body"))
                        .findAny());
    }

    @Override
    public void rewrite(long number, HostComment comment, String text) {
        call.put(notes(number).at(comment.id()), Json.object().put("body", text));
    }

    /** GitLab looks for the commits of a request from a fork in the fork, and refuses a status that is there already. */
    @Override
    public void status(long number, String commit, CommitStatus status, String url) {
        String state = switch (status.state()) {
            case PENDING -> "pending";
            case SUCCESS -> "success";
            case FAILURE -> "failed";
        };
        try {
            call.post(
                    source(number).at("statuses", commit),
                    Json.object()
                            .put("state", state)
                            .put("name", status.context())
                            .put("description", status.description())
                            .put("target_url", url));
        } catch (ForgeException.Rejected refused) {
            if (!refused.words().contains("from :" + state)) {
                throw refused;
            }
        }
    }

    private Resource source(long number) {
        Json merge = call.get(mergeRequest(number));
        return merge.same("source_project_id", "target_project_id")
                ? project
                : Resource.of("projects", Long.toString(merge.number("source_project_id")));
    }

    private Resource mergeRequest(long number) {
        return project.at("merge_requests").at(number);
    }

    private Resource notes(long number) {
        return mergeRequest(number).at("notes");
    }
}
