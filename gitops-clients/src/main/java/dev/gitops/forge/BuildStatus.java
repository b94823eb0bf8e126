package dev.gitops.forge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.http.Json;
import dev.gitops.spi.CommitStatus;

/** A commit status as both kinds of Bitbucket take it: as that of a build. */
public final class BuildStatus {

    private BuildStatus() {}

    /**
     * The body of the request.
     *
     * @param status what was found out
     * @param url where more is to be read
     * @return the body
     */
    public static ObjectNode of(CommitStatus status, String url) {
        String state = switch (status.state()) {
            case PENDING -> "INPROGRESS";
            case SUCCESS -> "SUCCESSFUL";
            case FAILURE -> "FAILED";
        };
        return Json.object()
                .put("key", status.context())
                .put("name", status.context())
                .put("state", state)
                .put("description", status.description())
                .put("url", url);
    }
}
