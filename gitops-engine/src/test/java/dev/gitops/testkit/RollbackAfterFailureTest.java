package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that fails is rolled back by itself: it, and nothing else. */
class RollbackAfterFailureTest {

    private static final String INVENTORY = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: "@CONFIG@", branch: main }
            forge: { type: none }
            environments:
              dev: { delivery: scripted, rollbackOnFailure: true }
            apps:
              - name: shop
                image: registry.example.com/payments/shop
                manifests: { plain: "apps/shop/{environment}" }
                environments: [dev]
                verify: [{ http: "http://127.0.0.1:%d/", timeout: 5s }]
            audit: { store: git }
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private HttpServer server;
    private GitOpsWorld world;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            meanwhile.getAndSet(() -> {}).run();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec:
                  selector: { matchLabels: { app: shop } }
                  template:
                    metadata: { labels: { app: shop } }
                    spec: { containers: [{ name: shop, image: "registry.example.com/payments/shop:1.0.0" }] }
                """;
        world = GitOpsWorld.of(
                folder,
                INVENTORY.formatted(server.getAddress().getPort()),
                Map.of("apps/shop/dev/deployment.yaml", deployment));
        release("2.0.0");
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        release("3.0.0");
        status.set(500);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void release(String version) {
        try (GitOps gitops = world.as("alice")) {
            Pipeline.forApp(gitops.app("shop"))
                    .release(ImageRef.parse(GitOpsWorld.IMAGE + ":" + version))
                    .to(DEV)
                    .execute();
        }
        world.clock().advance(Duration.ofMinutes(1));
    }

    private DeploymentOutcome deploy() {
        try (GitOps gitops = world.as("alice")) {
            return Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute();
        }
    }

    private String inGit() {
        return world.file("main", "apps/shop/dev/deployment.yaml");
    }

    @Test
    void whatFailedGoesBackToWhatWasVerifiedBefore() {
        DeploymentOutcome failed = deploy();

        assertThat(failed).isInstanceOf(DeploymentOutcome.Failed.class);
        assertThat(failed.report().followUps()).singleElement().isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(inGit()).contains(":2.0.0");
    }

    @Test
    void whatCameMeanwhileStays() {
        meanwhile.set(() -> release("4.0.0"));

        DeploymentOutcome failed = deploy();

        assertThat(failed).isInstanceOf(DeploymentOutcome.Failed.class);
        assertThat(failed.report().followUps())
                .singleElement()
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.refusals().toString()).contains("something newer"));
        assertThat(inGit()).contains(":4.0.0");
    }
}
