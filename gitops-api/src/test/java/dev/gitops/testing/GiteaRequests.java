package dev.gitops.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Change requests of a repository, as people make them.
 *
 * @param gitea the server
 * @param repository the repository
 */
public record GiteaRequests(GiteaServer gitea, GiteaServer.Repository repository) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRIES = 400;

    /** Somebody commits a file on a branch of the repository, or of a fork of it, which is made from main where it is not there; gives the commit. */
    public String push(
            GiteaServer.User by, GiteaServer.Repository into, String branch, String path, String text, String author) {
        String file = into.path() + "/contents/" + path;
        boolean there = false;
        for (JsonNode each : gitea.callAs(by, "GET", into.path() + "/branches", null)) {
            there |= each.path("name").asText().equals(branch);
        }
        ObjectNode change = JSON.createObjectNode()
                .put("content", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .put("message", "Change " + path)
                .put("branch", there ? branch : "main");
        if (!there) {
            change.put("new_branch", branch);
        }
        change.put(
                "sha",
                gitea.callAs(by, "GET", file + "?ref=" + (there ? branch : "main"), null)
                        .path("sha")
                        .asText());
        ObjectNode person = JSON.createObjectNode().put("name", "Somebody").put("email", author + "@example.com");
        change.set("author", person);
        change.set("committer", person);
        return gitea.callAs(by, "PUT", file, change).path("commit").path("sha").asText();
    }

    /** Somebody asks for a branch to be merged, as {@code BRANCH} or {@code OWNER:BRANCH}; gives the number, once Gitea has seen the commit. */
    public long open(GiteaServer.User by, String head, String commit) throws InterruptedException {
        for (int tries = 0;
                !head.contains(":") && !gitea.tip(repository, head).equals(commit) && tries < TRIES;
                tries++) {
            Thread.sleep(25);
        }
        ObjectNode wanted =
                JSON.createObjectNode().put("head", head).put("base", "main").put("title", "Tune " + head);
        long number = gitea.callAs(by, "POST", repository.path() + "/pulls", wanted)
                .path("number")
                .asLong();
        untilHead(number, commit);
        return number;
    }

    /** A file is written on a branch, somebody asks for it to be merged, another one approves that, and it is merged. */
    public void reviewed(GiteaServer.User by, GiteaServer.User approver, String branch, String path, String text)
            throws InterruptedException {
        long number = open(by, branch, gitea.commit(repository, branch, path, text));
        gitea.approve(repository, number, approver, "fine");
        gitea.merge(repository, number, "merge");
    }

    /** Gitea takes a push up when it gets to it. */
    public void untilHead(long number, String commit) throws InterruptedException {
        for (int tries = 0; !head(number).equals(commit); tries++) {
            if (tries == TRIES) {
                throw new AssertionError(
                        "request " + number + " is still at " + head(number) + " and not at " + commit);
            }
            Thread.sleep(25);
        }
    }

    private String head(long number) {
        return pull(number).path("head").path("sha").asText();
    }

    /** {@return what Gitea tells of a request} */
    public JsonNode pull(long number) {
        return gitea.call("GET", repository.path() + "/pulls/" + number, null);
    }

    /** {@return the comments below a request, the oldest first} */
    public List<JsonNode> comments(long number) {
        List<JsonNode> comments = new ArrayList<>();
        gitea.call("GET", repository.path() + "/issues/" + number + "/comments", null)
                .forEach(comments::add);
        return comments;
    }

    /** {@return the newest status of a commit} */
    public JsonNode status(String commit) {
        return gitea.call("GET", repository.path() + "/statuses/" + commit, null)
                .path(0);
    }
}
