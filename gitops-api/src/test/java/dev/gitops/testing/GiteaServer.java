package dev.gitops.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Gitea that was started for tests ({@code testing/forge/start}). Its administrator makes users, organisations, repositories, tokens and branch protection, each with a name of its own, so that tests
 * and test runs do not meet.
 */
public final class GiteaServer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> SCOPES =
            List.of("write:repository", "write:issue", "read:organization", "read:user");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String token;

    private GiteaServer(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** {@return the server that {@code FORGE_URL} and {@code FORGE_TOKEN} name; the test is skipped where they name none} */
    public static GiteaServer required() {
        String url = System.getenv("FORGE_URL");
        String token = System.getenv("FORGE_TOKEN");
        assumeTrue(
                url != null && token != null,
                "needs a Gitea: source what testing/forge/start prints (FORGE_URL, FORGE_TOKEN)");
        return new GiteaServer(URI.create(url), token);
    }

    /**
     * A user of the server.
     *
     * @param name the user's name
     * @param password the password, for Git over HTTP
     * @param token a token with the rights that a change request needs
     */
    public record User(String name, String password, String token) {}

    /**
     * A repository of the server.
     *
     * @param owner the organisation or user
     * @param name its name
     * @param url its clone URL, without credentials
     */
    public record Repository(String owner, String name, String url) {
        /** {@return its path below the API} */
        public String path() {
            return "repos/" + owner + "/" + name;
        }
    }

    /** {@return the server's base URL} */
    public URI url() {
        return url;
    }

    /** {@return a name that nothing on the server has, ending in eight random digits} */
    public static String unique(String prefix) {
        byte[] bytes = new byte[4];
        RANDOM.nextBytes(bytes);
        return prefix + "-" + HexFormat.of().formatHex(bytes);
    }

    /** {@return a new user whose token has the rights that a change request needs} */
    public User user(String prefix) {
        return user(prefix, SCOPES);
    }

    /** {@return a new user whose token has some scopes} */
    public User user(String prefix, List<String> scopes) {
        String name = unique(prefix);
        String password = unique("password");
        ObjectNode user = object(Map.of("username", name, "password", password, "email", name + "@example.com"));
        call("POST", "admin/users", user.put("must_change_password", false));
        ObjectNode wanted = object(Map.of("name", "test"));
        scopes.forEach(wanted.putArray("scopes")::add);
        String basic = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        JsonNode made = call("POST", "users/" + name + "/tokens", wanted, "Basic " + basic);
        return new User(name, password, made.path("sha1").asText());
    }

    /** {@return the name of a new organisation} */
    public String organisation(String prefix) {
        String name = unique(prefix);
        call("POST", "orgs", object(Map.of("username", name)));
        return name;
    }

    /** Makes a team in an organisation, which may write to all its repositories. */
    public void team(String organisation, String name, User... members) {
        ObjectNode team = object(Map.of("name", name, "permission", "write"));
        team.put("includes_all_repositories", true);
        team.putArray("units").add("repo.code").add("repo.pulls").add("repo.issues");
        long id =
                call("POST", "orgs/" + organisation + "/teams", team).path("id").asLong();
        for (User member : members) {
            call("PUT", "teams/" + id + "/members/" + member.name(), null);
        }
    }

    /** {@return a new repository of an organisation, with one commit on its branch main} */
    public Repository repository(String organisation, String prefix) {
        String name = unique(prefix);
        ObjectNode repository = object(Map.of("name", name, "default_branch", "main"));
        JsonNode made = call("POST", "orgs/" + organisation + "/repos", repository.put("auto_init", true));
        return new Repository(organisation, name, made.path("clone_url").asText());
    }

    /** {@return a user's new fork of a repository} */
    public Repository fork(Repository repository, User user, String name) {
        JsonNode made = callAs(user, "POST", repository.path() + "/forks", object(Map.of("name", name)));
        return new Repository(user.name(), name, made.path("clone_url").asText());
    }

    /** Lets a user work on a repository: {@code read}, {@code write} or {@code admin}. */
    public void collaborator(Repository repository, User user, String permission) {
        call("PUT", repository.path() + "/collaborators/" + user.name(), object(Map.of("permission", permission)));
    }

    /** Protects a branch: nobody pushes, and a change request needs some approvals. */
    public void protect(Repository repository, String branch, int approvals) {
        ObjectNode rule = object(Map.of("rule_name", branch));
        call(
                "POST",
                repository.path() + "/branch_protections",
                rule.put("enable_push", false).put("required_approvals", approvals));
    }

    /** {@return the commit that writes a file on a branch, which is made from main where it is not there} */
    public String commit(Repository repository, String branch, String path, String content) {
        String file = repository.path() + "/contents/" + path;
        ObjectNode change = object(Map.of(
                "content",
                Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)),
                "message",
                "Write " + path + ": " + content.lines().findFirst().orElse("nothing")));
        boolean there = status("GET", repository.path() + "/branches/" + encoded(branch)) == 200;
        change.put("branch", there ? branch : "main");
        if (!there) {
            change.put("new_branch", branch);
        }
        String at = file + "?ref=" + encoded(there ? branch : "main");
        if (status("GET", at) == 200) {
            change.put("sha", call("GET", at, null).path("sha").asText());
            return call("PUT", file, change).path("commit").path("sha").asText();
        }
        return call("POST", file, change).path("commit").path("sha").asText();
    }

    /** {@return the commit a branch points to} */
    public String tip(Repository repository, String branch) {
        return call("GET", repository.path() + "/branches/" + encoded(branch), null)
                .path("commit")
                .path("id")
                .asText();
    }

    /** A reviewer asks for changes. */
    public void refuse(Repository repository, long number, User reviewer, String note) {
        call(
                "POST",
                repository.path() + "/pulls/" + number + "/reviews",
                object(Map.of("event", "REQUEST_CHANGES", "body", note)),
                "token " + reviewer.token());
    }

    /** Approves a change request, with a note. */
    public void approve(Repository repository, long number, User reviewer, String note) {
        call(
                "POST",
                repository.path() + "/pulls/" + number + "/reviews",
                object(Map.of("event", "APPROVED", "body", note)),
                "token " + reviewer.token());
    }

    /** Merges a change request in a style: {@code merge}, {@code squash}, {@code rebase}. Waits while Gitea still checks it. */
    public void merge(Repository repository, long number, String style) {
        String pull = repository.path() + "/pulls/" + number;
        for (int i = 0; i < 100 && !call("GET", pull, null).path("mergeable").asBoolean(); i++) {
            pause();
        }
        mergeNow(pull, style, 100);
    }

    /** Gitea may begin its check anew after it said that it would merge; it then asks to try again later. */
    private void mergeNow(String pull, String style, int tries) {
        try {
            call("POST", pull + "/merge", object(Map.of("Do", style)));
        } catch (IllegalStateException refused) {
            if (tries == 0 || !String.valueOf(refused.getMessage()).contains("try again later")) {
                throw refused;
            }
            pause();
            mergeNow(pull, style, tries - 1);
        }
    }

    /** Sends a repository's events to a URL, signed with a secret. */
    public void webhook(Repository repository, URI target, String secret, String... events) {
        ObjectNode hook = object(Map.of("type", "gitea"));
        hook.put("active", true);
        hook.putObject("config")
                .put("url", target.toString())
                .put("content_type", "json")
                .put("secret", secret);
        List.of(events).forEach(hook.putArray("events")::add);
        call("POST", repository.path() + "/hooks", hook);
    }

    /** {@return what the administrator is answered; an answer that is no success is an error} */
    public JsonNode call(String method, String path, @Nullable JsonNode body) {
        return call(method, path, body, "token " + token);
    }

    /** {@return what a user is answered; an answer that is no success is an error} */
    public JsonNode callAs(User user, String method, String path, @Nullable JsonNode body) {
        return call(method, path, body, "token " + user.token());
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body, String authorization) {
        var answer = send(method, path, body, authorization);
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int status(String method, String path) {
        return send(method, path, null, "token " + token).statusCode();
    }

    private HttpResponse<String> send(String method, String path, @Nullable JsonNode body, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String encoded(String branch) {
        return branch.replace("/", "%2F");
    }

    private static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JSON.createObjectNode();
        fields.forEach(object::put);
        return object;
    }
}
