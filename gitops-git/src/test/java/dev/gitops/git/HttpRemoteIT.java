package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config repository on a real Git host over HTTP. */
class HttpRemoteIT {

    private static final Map<String, String> ENVIRONMENT = System.getenv();

    @TempDir
    Path folder;

    private String forge = "";
    private String name = "";
    private String url = "";

    @BeforeEach
    void create() throws Exception {
        forge = ENVIRONMENT.getOrDefault("FORGE_URL", "");
        assumeTrue(!forge.isEmpty(), "skipped: FORGE_URL names no Git host; testing/forge/start starts one");
        name = "config-" + UUID.randomUUID().toString().substring(0, 8);
        api("POST", "/user/repos", "{\"name\":\"" + name + "\",\"auto_init\":true,\"default_branch\":\"main\"}");
        url = forge + "/" + ENVIRONMENT.get("FORGE_USER") + "/" + name + ".git";
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

    private ConfigRepository open(String cache) {
        return open(
                cache,
                Map.of(
                        "GITOPS_GIT_USER",
                        "anybody",
                        "GITOPS_GIT_PASSWORD",
                        ENVIRONMENT.getOrDefault("FORGE_TOKEN", "")));
    }

    private ConfigRepository open(String cache, Map<String, String> environment) {
        return ConfigRepository.open(RepositoryOptions.builder()
                .url(url)
                .cacheFolder(folder.resolve(cache))
                .environment(environment)
                .build());
    }

    private static Intent<String> apps(int count, String content) {
        return tip -> {
            List<FileEdit> edits = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                edits.add(new FileEdit("apps/app" + i + "/base/kustomization.yaml", (content + i).getBytes(UTF_8)));
                edits.add(new FileEdit(
                        "apps/app" + i + "/environments/dev/kustomization.yaml", (content + i).getBytes(UTF_8)));
            }
            return new Intent.Commit<>(edits, Writer.message("write " + content));
        };
    }

    @Test
    void aFreshCacheFetchesOnlyTheBlobsThatAreAskedFor() throws Exception {
        try (ConfigRepository writer = open("one")) {
            writer.commit("main", apps(300, "some content that takes room " + UUID.randomUUID()));
        }
        try (ConfigRepository reader = open("two")) {
            Snapshot tip = reader.tip("main");
            assertThat(new String(tip.read("apps/app7/base/kustomization.yaml").orElseThrow(), UTF_8))
                    .endsWith("7");
            assertThat(tip.list("apps")).hasSize(300);
            assertThat(tip.id("apps/app8/base/kustomization.yaml")).isPresent();
            PushResult<String> pushed = reader.commit("main", Writer.setting(7));
            assertThat(pushed).isInstanceOf(PushResult.Pushed.class);
        }
        try (var files = Files.walk(folder.resolve("two"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(200_000);
        }
        try (ConfigRepository reader = open("three")) {
            Snapshot tip = reader.tip("main");
            assertThat(new String(tip.read("apps/app7/dev.yaml").orElseThrow(), UTF_8))
                    .isEqualTo("writer: 7\n");
            assertThat(new String(
                            tip.read("apps/app299/base/kustomization.yaml").orElseThrow(), UTF_8))
                    .endsWith("299");
        }
    }

    @Test
    void historyIsDeepenedWhenItIsAskedFor() {
        try (ConfigRepository writer = open("one")) {
            for (int i = 0; i < 12; i++) {
                writer.commit("main", i == 3 ? apps(1, "three") : Writer.setting(i));
            }
        }
        try (ConfigRepository reader = open("two")) {
            Snapshot tip = reader.tip("main");
            List<CommitInfo> history = tip.history(List.of("apps/app0/base"), 5);
            assertThat(history).hasSize(1);
            assertThat(history.get(0).subject()).isEqualTo("write three");
            List<CommitInfo> all = tip.history(List.of(), 100);
            assertThat(all).hasSize(13);
            assertThat(tip.contains(all.get(12).id())).isTrue();
        }
        try (ConfigRepository reader = open("three")) {
            Snapshot tip = reader.tip("main");
            List<CommitInfo> first = tip.history(List.of(), 1);
            assertThat(first).hasSize(1);
            Snapshot parent = reader.at(first.get(0).parents().get(0));
            assertThat(reader.changedPaths(parent.commit(), tip.commit())).hasSize(1);
            assertThat(parent.read("apps/app10/dev.yaml")).isPresent();
            assertThat(reader.isAncestor(url, parent.commit(), tip.commit())).isTrue();
            assertThat(reader.isAncestor(url, tip.commit(), parent.commit())).isFalse();
            assertThatThrownBy(() -> reader.at("0123456789012345678901234567890123456789"))
                    .isInstanceOf(GitException.MissingCommit.class)
                    .hasMessageContaining("0123456789012345678901234567890123456789");
        }
    }

    @Test
    void branchProtectionIsARefusalAndNoRace() throws Exception {
        api(
                "POST",
                "/repos/" + ENVIRONMENT.get("FORGE_USER") + "/" + name + "/branch_protections",
                "{\"rule_name\":\"main\",\"enable_push\":false}");
        try (ConfigRepository writer = open("one")) {
            PushResult<String> result = writer.commit("main", Writer.setting(1));
            assertThat(result).isInstanceOf(PushResult.RefusedByHost.class);
            assertThat(((PushResult.RefusedByHost<String>) result).message()).containsIgnoringCase("protected");
            assertThat(writer.propose("gitops/change/shop/dev", "main", Writer.setting(1)))
                    .isInstanceOf(PushResult.Pushed.class);
        }
    }

    @Test
    void wrongAndMissingCredentialsAreToldApartFromAMissingRepository() {
        try (ConfigRepository wrong =
                open("one", Map.of("GITOPS_GIT_USER", "anybody", "GITOPS_GIT_PASSWORD", "wrongpassword"))) {
            assertThatThrownBy(() -> wrong.commit("main", Writer.setting(1)))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageNotContaining("wrongpassword");
        }
        try (ConfigRepository none = open("two", Map.of())) {
            assertThatThrownBy(() -> none.commit("main", Writer.setting(1)))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("GITOPS_GIT_PASSWORD");
        }
        url = forge + "/nobody/nothing.git";
        try (ConfigRepository missing = open("three")) {
            assertThatThrownBy(() -> missing.tip("main")).isInstanceOf(GitException.MissingRepository.class);
        }
        url = "http://127.0.0.1:1/x.git";
        try (ConfigRepository down = open("four")) {
            assertThatThrownBy(() -> down.tip("main"))
                    .isInstanceOf(GitException.Unreachable.class)
                    .satisfies(e -> assertThat(((GitException) e).retryable()).isTrue());
        }
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        try (ConfigRepository writer = open("one")) {
            Writer.write(writer, 1, 16, true);
            assertThat(new String(writer.tip("main").read("apps/all.txt").orElseThrow(), UTF_8).lines())
                    .hasSize(16);
        }
    }

    @Test
    void theProgramOfGitAskpassIsAsked() throws Exception {
        Path program = Files.writeString(folder.resolve("askpass"), """
                #!/bin/sh
                case "$1" in Username*) echo "$THE_USER";; *) echo "$THE_TOKEN";; esac
                """);
        program.toFile().setExecutable(true);
        Map<String, String> environment = Map.of(
                "GIT_ASKPASS",
                program.toString(),
                "THE_USER",
                "anybody",
                "THE_TOKEN",
                ENVIRONMENT.getOrDefault("FORGE_TOKEN", ""),
                "PATH",
                "/usr/bin:/bin");
        try (ConfigRepository writer = open("one", environment)) {
            assertThat(writer.commit("main", Writer.setting(1))).isInstanceOf(PushResult.Pushed.class);
        }
    }

    @Test
    void credentialsInTheAddressAreUsedAndNeverPrinted() {
        url = url.replace("http://", "http://anybody:" + Base64.getEncoder().encodeToString("x".getBytes(UTF_8)) + "@");
        try (ConfigRepository writer = open("one", Map.of())) {
            assertThat(writer.url()).doesNotContain("anybody");
            assertThatThrownBy(() -> writer.commit("main", Writer.setting(1)))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageNotContaining("anybody");
        }
    }
}
