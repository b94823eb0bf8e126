package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.Settings;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.Verdict;
import dev.gitops.cli.CommandWorld.Said;
import dev.gitops.engine.review.CloneReview;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger's change may try. */
class HostileReviewTest {

    @TempDir
    private Path folder;

    private CommandWorld world;
    private String base;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.in(folder);
        world.commit("apps.yaml", Files.readString(world.inventory()));
        base = world.tip();
    }

    private Said review() {
        return world.reviewByOwnInventory(base, "json");
    }

    @Test
    void fetchesNoChartAndSendsNoLogin() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/charts";
            world.commit(
                    "apps.yaml",
                    Files.readString(world.inventory())
                            .replace(
                                    "manifests: { plain: \"apps/plain/{environment}\" }",
                                    "manifests: { helm: { chart: { repository: \"" + address
                                            + "\", name: web, version: 1.0.0, digest: \"sha256:" + "0".repeat(64)
                                            + "\" }, values: [] } }"));
            Said said = review();
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.json().path("findings").findValuesAsText("id"))
                    .containsAnyOf("not-rendered", "inventory-invalid");
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesNoInventoryOfTheChange() throws Exception {
        world.commit(
                "apps.yaml",
                Files.readString(world.inventory())
                        .replace("environments: [dev, staging] # words of people stay", "environments: [dev]")
                        .replace("protected: true", "protected: false"));
        Said said = review();
        assertThat(said.json().path("findings").findValuesAsText("id")).contains("protection-lost", "place-removed");
        world.commit("apps.yaml", "nothing: [\n");
        assertThat(review().json().path("verdict").asText()).isEqualTo("invalid");
        assertThat(review().json().path("findings").findValuesAsText("id")).contains("inventory-invalid");
    }

    @Test
    void followsNoLinkOutOfTheRepository() throws Exception {
        Path secret = folder.resolve("secret.yaml");
        Files.writeString(
                secret, "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: stolen }\ndata: { a: hunter2 }\n");
        Files.createSymbolicLink(world.work().resolve("apps/plain/dev/link.yaml"), secret);
        world.commit("apps/plain/dev/other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n");
        Said said = review();
        assertThat(said.out() + said.err()).doesNotContain("hunter2");
    }

    @Test
    void handsOnNoVariableThatCouldBeALogin() {
        Settings settings = Settings.builder()
                .cacheFolder(folder.resolve("cache"))
                .actor("jenkins")
                .putEnvironment("HOME", folder.toString())
                .putEnvironment("GITOPS_GIT_PASSWORD", "hunter2")
                .putEnvironment("GITOPS_FORGE_TOKEN", "hunter2")
                .putEnvironment("KUBECONFIG", "/hunter2")
                .build();
        assertThat(CloneReview.bare(settings).environment()).containsOnlyKeys("HOME");
        assertThat(CloneReview.bare(settings).offline()).isTrue();
        Review review = CloneReview.of(
                world.work(),
                settings,
                new ReviewRequest(
                        base, "HEAD", Optional.empty(), Optional.empty(), Optional.of("apps.yaml"), List.of()));
        assertThat(review.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(review.places()).isEmpty();
    }
}
