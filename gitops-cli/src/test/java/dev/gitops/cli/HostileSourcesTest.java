package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.cli.CommandWorld.Said;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's manifests, reviewed in a clone: nothing is connected, run or read outside, and the end comes soon. */
@Timeout(180)
class HostileSourcesTest {

    private static final String KUSTOMIZATION = "apps/shop/base/kustomization.yaml";

    @TempDir
    private Path folder;

    private CommandWorld world;
    private HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private String base;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.in(folder);
        world.commit("apps.yaml", Files.readString(world.inventory()));
        base = world.tip();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: fetched }\n".getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Said review(String form) {
        return world.reviewByOwnInventory(base, form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [deployment.yaml, 'URL/more.yaml']",
                "resources: [deployment.yaml, 'URL/infra.git//base?ref=main']",
                "resources: [deployment.yaml, 'git::URL/infra.git']",
                "components: ['URL/component']\nresources: [deployment.yaml]",
                "crds: ['URL/crd.yaml']\nresources: [deployment.yaml]",
                "configMapGenerator: [{ name: a, files: ['URL/a'] }]\nresources: [deployment.yaml]",
                "patches: [{ path: 'URL/patch.yaml' }]\nresources: [deployment.yaml]",
                "openapi: { path: 'URL/openapi.json' }\nresources: [deployment.yaml]",
                "helmCharts: [{ name: web, repo: 'URL/charts', version: 1.0.0 }]\nresources: [deployment.yaml]",
                "generators: [plugin.yaml]\nresources: [deployment.yaml]",
                "transformers: [plugin.yaml]\nresources: [deployment.yaml]",
                "validators: [plugin.yaml]\nresources: [deployment.yaml]",
                "resources: [deployment.yaml, /etc/passwd]",
                "resources: [deployment.yaml, ../../../../../../../../etc/passwd]",
                "configMapGenerator: [{ name: a, files: [/etc/passwd] }]\nresources: [deployment.yaml]",
                "configMapGenerator: [{ name: a, envs: [../../../../secret.env] }]\nresources: [deployment.yaml]",
                "configMapGenerator: [{ name: a, files: [link] }]\nresources: [deployment.yaml]",
                "resources: [deployment.yaml, ../base]",
            })
    void connectRunAndReadNothing(String kustomization) throws Exception {
        Path ran = folder.resolve("ran");
        Files.writeString(folder.resolve("secret.env"), "KEY=hunter2\n");
        Files.createSymbolicLink(world.work().resolve("apps/shop/base/link"), folder.resolve("secret.env"));
        world.commit("apps/shop/base/plugin.yaml", """
                apiVersion: v1
                kind: Plugin
                metadata:
                  name: p
                  annotations:
                    config.kubernetes.io/function: |
                      exec: { path: ./run.sh }
                    config.kubernetes.io/local-config: "true"
                """);
        world.commit("apps/shop/base/run.sh", "#!/bin/sh\ntouch " + ran + "\n");
        world.work().resolve("apps/shop/base/run.sh").toFile().setExecutable(true);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        world.commit(KUSTOMIZATION, kustomization.replace("URL", url) + "\n");
        Said said = review("json");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
        assertThat(said.json().path("findings").findValuesAsText("id")).contains("not-rendered");
        assertThat(asked).hasValue(0);
        assertThat(ran).doesNotExist();
        assertThat(said.out() + said.err()).doesNotContain("hunter2", "root:x:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep flow", "deep block", "aliases", "documents", "keys"})
    void endSoonHoweverManifestsAreMade(String kind) throws Exception {
        String head = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
        StringBuilder text = new StringBuilder(head);
        switch (kind) {
            case "deep flow" ->
                text.append("data: ").append("[".repeat(100_000)).append("]".repeat(100_000));
            case "deep block" -> {
                for (int i = 0; i < 3_000; i++) {
                    text.append(" ".repeat(i)).append("a:\n");
                }
            }
            case "aliases" -> {
                text.append("x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
                for (int i = 1; i < 12; i++) {
                    text.append("x%d: &x%d [".formatted(i, i))
                            .append("*x%d, ".formatted(i - 1).repeat(9))
                            .append("]\n");
                }
            }
            case "documents" -> {
                for (int i = 0; i < 20_000; i++) {
                    text.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: c")
                            .append(i)
                            .append(" }\n");
                }
            }
            default -> {
                text.append("data:\n");
                for (int i = 0; i < 100_000; i++) {
                    text.append("  k").append(i).append(": \"`@all` <b>\\u202e\"\n");
                }
            }
        }
        world.commit("apps/plain/dev/more.yaml", text + "\n");
        Said said = review("markdown");
        assertThat(said.code()).as(said.err()).isBetween(0, 3);
        assertThat(said.out().length()).isLessThanOrEqualTo(65_536);
        assertThat(said.out()).doesNotContain("\u202e", "StackOverflow", "OutOfMemory");
        assertThat(said.err()).doesNotContain("\tat ");
    }

    @Test
    void haveNamesThatAreWordsAlone() throws Exception {
        String object = "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replica: 1 }\n";
        world.commit("apps/plain/dev/@all `x` <img src=x> [a](b).yaml", object);
        assertThat(review("markdown").out())
                .contains("unknown-field", "``apps/plain/dev/@all `x` <img src=x> [a](b).yaml:4``");
        assertThat(review("html").out()).doesNotContain("<img").contains("&lt;img");
        world.commit("apps/plain/dev/\u202eevil.yaml", object);
        Said said = review("markdown");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).contains("not-rendered", "<U+202E>evil.yaml").doesNotContain("\u202e");
    }
}
