package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.GitOpsException;
import dev.gitops.git.FaultyProxy.Fault;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Git host behind a proxy that spoils one request of a commit's way: the first, the second, and so on. {@code -Dgitops.faults=N} for how many. */
class FaultyHostIT {

    private static final Map<String, String> ENVIRONMENT = System.getenv();
    private static final int REQUESTS = Integer.getInteger("gitops.faults", 4);

    @TempDir
    Path folder;

    private String forge = "";
    private String name = "";

    @BeforeEach
    void create() throws Exception {
        forge = ENVIRONMENT.getOrDefault("FORGE_URL", "");
        assumeTrue(!forge.isEmpty(), "skipped: FORGE_URL names no Git host; testing/forge/start starts one");
        name = "faulty-" + UUID.randomUUID().toString().substring(0, 8);
        api("POST", "/user/repos", "{\"name\":\"" + name + "\",\"auto_init\":true,\"default_branch\":\"main\"}");
    }

    @AfterEach
    void delete() throws Exception {
        if (!name.isEmpty()) {
            api("DELETE", "/repos/" + ENVIRONMENT.get("FORGE_USER") + "/" + name, "");
        }
    }

    private void api(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(forge + "/api/v1" + path))
                .header("Authorization", "token " + ENVIRONMENT.get("FORGE_TOKEN"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    }

    private ConfigRepository open(String host, String cache) {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(host + "/" + ENVIRONMENT.get("FORGE_USER") + "/" + name + ".git")
                .cacheFolder(folder.resolve(cache))
                .environment(Map.of(
                        "GITOPS_GIT_USER",
                        "anybody",
                        "GITOPS_GIT_PASSWORD",
                        ENVIRONMENT.getOrDefault("FORGE_TOKEN", "")))
                .networkTimeout(Duration.ofSeconds(2))
                .build());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void losesNothingAndDoesNothingTwice(Fault fault) throws Exception {
        int failed = 0;
        try (FaultyProxy proxy = FaultyProxy.before(forge)) {
            for (int request = 0; request < REQUESTS; request++) {
                proxy.spoil(fault, request);
                try (ConfigRepository repository = open(proxy.url(), "cache-" + request % 2)) {
                    PushResult<String> result = repository.commit("main", Writer.adding(request));
                    assertThat(result)
                            .isInstanceOfAny(
                                    PushResult.Pushed.class, PushResult.Stopped.class, PushResult.RefusedByHost.class);
                } catch (GitOpsException told) {
                    failed++;
                    assertThat(told).as(fault + " at " + request).hasMessageContaining("127.0.0.1");
                    assertThat(String.valueOf(told.getMessage()))
                            .doesNotContain(ENVIRONMENT.getOrDefault("FORGE_TOKEN", "-"));
                }
                proxy.spoil(fault, -1);
                try (ConfigRepository repository = open(proxy.url(), "cache-" + request % 2)) {
                    assertThat(repository.commit("main", Writer.adding(request)))
                            .as("the rerun after " + fault + " at " + request)
                            .isInstanceOfAny(PushResult.Pushed.class, PushResult.Stopped.class);
                }
            }
        }
        try (ConfigRepository repository = open(forge, "fresh")) {
            Snapshot tip = repository.tip("main");
            List<String> lines = new String(tip.read("apps/all.txt").orElseThrow(), UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).doesNotHaveDuplicates().hasSize(REQUESTS);
            assertThat(tip.history(List.of("apps/all.txt"), 2 * REQUESTS)).hasSize(REQUESTS);
        }
        assertThat(failed).as("failures told, of " + REQUESTS).isLessThanOrEqualTo(REQUESTS);
    }
}
