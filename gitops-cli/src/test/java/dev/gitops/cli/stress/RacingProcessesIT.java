package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes that release and promote at once, on one branch. {@code -Dgitops.processes=64} for how many. */
class RacingProcessesIT {

    private static final int PROCESSES = Integer.getInteger("gitops.processes", 6);
    private static final int APPS = 4;

    @TempDir
    Path folder;

    @Test
    void loseNothingOnAFolder() throws Exception {
        Path bare = folder.resolve("infra.git");
        new ProcessBuilder("git", "init", "-q", "--bare", "-b", "main", bare.toString())
                .start()
                .waitFor();
        race(Commands.on(folder, bare.toString(), APPS, "git", Map.of()), bare.toString());
    }

    @Test
    void loseNothingOnAGitHost() throws Exception {
        Map<String, String> servers = System.getenv();
        String forge = servers.getOrDefault("FORGE_URL", "");
        assumeTrue(!forge.isEmpty(), "skipped: FORGE_URL names no Git host; testing/forge/start starts one");
        String name = "race-" + UUID.randomUUID().toString().substring(0, 8);
        String user = servers.getOrDefault("FORGE_USER", "");
        String token = servers.getOrDefault("FORGE_TOKEN", "");
        api(forge, token, "POST", "/user/repos", "{\"name\":\"" + name + "\",\"default_branch\":\"main\"}");
        try {
            String url = forge + "/" + user + "/" + name + ".git";
            Map<String, String> login = Map.of("GITOPS_GIT_USER", "anybody", "GITOPS_GIT_PASSWORD", token);
            race(Commands.on(folder, url, APPS, "git", login), url.replace("://", "://anybody:" + token + "@"));
        } finally {
            api(forge, token, "DELETE", "/repos/" + user + "/" + name, "");
        }
    }

    private static void api(String forge, String token, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(forge + "/api/v1" + path))
                .header("Authorization", "token " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    }

    private void race(Commands commands, String repository) throws Exception {
        Map<String, Process> processes = new TreeMap<>();
        for (int i = 0; i < PROCESSES; i++) {
            String app = "app-" + i % APPS;
            String image = "registry.example.com/team/" + app + ":" + (i + 1);
            String[] command = i % 3 == 2
                    ? new String[] {"promote", app, "--from", "dev", "--to", "staging", "--unverified", "-o", "json"}
                    : new String[] {
                        "release",
                        app,
                        "--image",
                        image,
                        "--to",
                        "dev",
                        "--build",
                        Integer.toString(i + 1),
                        "-o",
                        "json"
                    };
            processes.put("process-" + i, commands.start("process-" + i, command));
        }
        Set<String> committed = new HashSet<>();
        for (Map.Entry<String, Process> process : processes.entrySet()) {
            Said said = commands.wait(process.getKey(), process.getValue());
            assertThat(said.code())
                    .as(process.getKey() + ": " + said.err() + said.out())
                    .isIn(0, 4);
            String outcome = Json.parse(said.out()).path("outcome").asText();
            if (outcome.equals("committed")) {
                assertThat(committed.add(Json.parse(said.out()).path("commit").asText()))
                        .isTrue();
            } else {
                assertThat(outcome).isIn("upToDate", "superseded");
            }
        }
        Path clone = folder.resolve("clone");
        commands.git(folder, "clone", "-q", repository, clone.toString());
        List<String> line = commands.git(clone, "rev-list", "main").lines().toList();
        assertThat(line).containsAll(committed).hasSize(committed.size() + 1);
        assertThat(commands.git(clone, "rev-list", "--merges", "main")).isEmpty();
        for (int app = 0; app < APPS; app++) {
            int newest = 0;
            for (int i = app; i < PROCESSES; i += APPS) {
                newest = i % 3 == 2 ? newest : i + 1;
            }
            assertThat(commands.git(clone, "show", "main:apps/app-" + app + "/dev/deployment.yaml"))
                    .contains("app-" + app + ":" + newest + "\n".strip());
        }
        assertThat(commands.git(clone, "fsck", "--no-dangling")).doesNotContain("error", "missing");
    }
}
