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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Git host behind a proxy that spoils one request of a commit's way: the first, the second, and so on, to the push itself. {@code -Dgitops.faults=N} for how many. The figures go to {@code target/faults.txt}. */
@Execution(ExecutionMode.CONCURRENT)
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
        List<String> spoilt = new ArrayList<>();
        Map<String, String> told = new TreeMap<>();
        try (FaultyProxy proxy = FaultyProxy.before(forge)) {
            commit(proxy.url(), REQUESTS);
            for (int request = 0; request < REQUESTS; request++) {
                proxy.spoil(fault, request);
                try {
                    assertThat(commit(proxy.url(), request))
                            .isInstanceOfAny(
                                    PushResult.Pushed.class, PushResult.Stopped.class, PushResult.RefusedByHost.class);
                } catch (GitOpsException failure) {
                    told.put(proxy.spoiltRequest(), String.valueOf(failure.getMessage()));
                }
                spoilt.add(proxy.spoiltRequest());
                proxy.spoil(fault, -1);
                assertThat(commit(proxy.url(), request))
                        .as("the rerun after " + fault + " at " + request)
                        .isInstanceOfAny(PushResult.Pushed.class, PushResult.Stopped.class);
            }
        }
        assertThat(spoilt)
                .as("the push itself is spoiled")
                .anyMatch(line -> line.matches("POST .*git-receive-pack .*"));
        assertThat(told).as("nothing fails that is not spoiled").doesNotContainKey("");
        String token = ENVIRONMENT.getOrDefault("FORGE_TOKEN", "-");
        assertThat(told.values())
                .allSatisfy(message -> assertThat(message).contains("127.0.0.1").doesNotContain(token));
        try (ConfigRepository repository = open(forge, "fresh")) {
            Snapshot tip = repository.tip("main");
            assertThat(new String(tip.read("apps/all.txt").orElseThrow(), UTF_8).lines())
                    .doesNotHaveDuplicates()
                    .hasSize(REQUESTS + 1);
            assertThat(tip.history(List.of("apps/all.txt"), 2 * REQUESTS)).hasSize(REQUESTS + 1);
        }
        spoilt.removeIf(String::isEmpty);
        Files.writeString(
                Path.of("target", "faults.txt"),
                fault + ": " + spoilt.size() + " requests of " + REQUESTS + " commits spoiled, told as failed " + told
                        + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private PushResult<String> commit(String host, int number) {
        try (ConfigRepository repository = open(host, "cache")) {
            return repository.commit("main", Writer.adding(number));
        }
    }
}
