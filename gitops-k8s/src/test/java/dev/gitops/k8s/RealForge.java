package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** A repository on the Git host that FORGE_URL names (testing/forge/start). */
final class RealForge {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api = System.getenv("FORGE_URL").replaceFirst("/$", "") + "/api/v1";
    private final String owner = System.getenv("FORGE_USER");
    private final String name = "infra-" + UUID.randomUUID().toString().substring(0, 8);

    RealForge() {
        ObjectNode repository =
                Json.object().put("name", name).put("auto_init", true).put("default_branch", "main");
        send("POST", "/user/repos", repository);
    }

    String url() {
        return System.getenv("FORGE_URL").replaceFirst("/$", "") + "/" + owner + "/" + name + ".git";
    }

    /** Writes a file and gives the commit. */
    String write(String branch, String path, String content) {
        JsonNode before = call("GET", "/repos/" + owner + "/" + name + "/contents/" + path + "?ref=" + branch, null);
        ObjectNode file = Json.object().put("branch", branch).put("message", "Change " + path);
        file.put("content", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
        if (before.has("sha")) {
            file.put("sha", before.path("sha").asText());
        }
        JsonNode written =
                send(before.has("sha") ? "PUT" : "POST", "/repos/" + owner + "/" + name + "/contents/" + path, file);
        return Json.at(written, "commit", "sha").asText();
    }

    /** Removes a file; the commit. */
    String remove(String branch, String path) {
        String at = "/repos/" + owner + "/" + name + "/contents/" + path;
        ObjectNode file = Json.object().put("branch", branch).put("message", "Remove " + path);
        file.put("sha", call("GET", at + "?ref=" + branch, null).path("sha").asText());
        return Json.at(send("DELETE", at, file), "commit", "sha").asText();
    }

    void branch(String branch) {
        send("POST", "/repos/" + owner + "/" + name + "/branches", Json.object().put("new_branch_name", branch));
    }

    /** Opens a change request, merges it and gives the merge's commit. */
    String merge(String branch) {
        JsonNode request = send(
                "POST",
                "/repos/" + owner + "/" + name + "/pulls",
                Json.object().put("base", "main").put("head", branch).put("title", "Promote"));
        String path = "/repos/" + owner + "/" + name + "/pulls/"
                + request.path("number").asInt();
        for (int i = 0; i < 200 && !call("GET", path, null).path("mergeable").asBoolean(); i++) {
            pause();
        }
        send("POST", path + "/merge", Json.object().put("Do", "merge"));
        return call("GET", path, null).path("merge_commit_sha").asText();
    }

    /** Gitea checks a new request in the background, and answers "try again later" until it has. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private JsonNode send(String method, String path, ObjectNode body) {
        return call(method, path, body);
    }

    private JsonNode call(String method, String path, ObjectNode body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                    .header("Authorization", "token " + System.getenv("FORGE_TOKEN"))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(Json.text(body)))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            for (int i = 0; i < 100 && response.body().contains("try again later"); i++) {
                pause();
                response = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (body != null) {
                assertThat(response.statusCode())
                        .as(method + " " + path + " " + response.body())
                        .isBetween(200, 299);
            }
            return Json.read(response.body());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
