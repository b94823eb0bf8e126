package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.BakeReport;
import dev.gitops.api.BakeReport.State;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.ReleasedImage;
import dev.gitops.policy.Soak;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment bakes for an hour, while processes come and go. */
class BakeStoryTest {

    private static final String INVENTORY = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: "@CONFIG@", branch: main }
            forge: { type: none }
            environments:
              dev: { delivery: scripted, bake: 1h, rollbackOnFailure: true }
              staging: { promotesFrom: [dev], delivery: scripted }
            apps:
              - name: shop
                image: registry.example.com/payments/shop
                manifests: { plain: "apps/shop/{environment}" }
                environments: [dev, staging]
                verify: [{ http: "http://127.0.0.1:%d/", timeout: 1s }]
            audit: { store: git }
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer server;
    private GitOpsWorld world;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
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
                Map.of("apps/shop/dev/deployment.yaml", deployment, "apps/shop/staging/deployment.yaml", deployment));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void deploy(String version) {
        try (GitOps gitops = world.as("alice")) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            shop.release(ImageRef.parse(GitOpsWorld.IMAGE + ":" + version))
                    .to(DEV)
                    .execute();
            assertThat(shop.deploy(DEV).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
        world.clock().advance(Duration.ofMinutes(1));
    }

    /** A process of its own takes the bake up. */
    private BakeReport look() {
        try (GitOps gitops = world.as("carol")) {
            return gitops.app("shop").bake(DEV);
        }
    }

    private List<DeploymentRecord> records(Operation operation) {
        try (GitOps gitops = world.as("carol")) {
            return gitops.records()
                    .search(RecordQuery.builder()
                            .app("shop")
                            .environment(DEV)
                            .operations(List.of(operation))
                            .build())
                    .records();
        }
    }

    private int baking() {
        try (GitOps gitops = world.as("carol")) {
            return gitops.baking().size();
        }
    }

    @Test
    void whatStaysWellIsSaidToHaveBakedOnceTheTimeIsOver() {
        deploy("2.0.0");
        BakeReport first = look();
        assertThat(first.state()).isEqualTo(State.BAKING);
        assertThat(first.until()).contains(GitOpsWorld.MORNING.plus(Duration.ofHours(1)));
        assertThat(first.verify())
                .singleElement()
                .satisfies(step -> assertThat(step.passed()).isTrue());
        assertThat(records(Operation.DEPLOY)).hasSize(1);
        assertThat(baking()).isOne();

        world.clock().advance(Duration.ofHours(1));
        BakeReport last = look();
        assertThat(last.state()).isEqualTo(State.PASSED);
        assertThat(look().earlier()).isTrue();
        assertThat(baking()).isZero();
        assertThat(records(Operation.DEPLOY)).hasSize(2).first().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo("unchanged");
            assertThat(record.id()).isEqualTo(last.record().orElseThrow());
            assertThat(record.bakeOf()).isPresent();
            assertThat(record.verify()).hasSize(1);
        });
    }

    @Test
    void theStatusSaysUntilWhenItBakesAsLongAsItDoes() {
        deploy("2.0.0");
        assertThat(bakingUntil()).isEqualTo(GitOpsWorld.MORNING.plus(Duration.ofHours(1)));
        world.clock().advance(Duration.ofHours(1));
        assertThat(bakingUntil())
                .as("its time is over, and nobody has looked")
                .isEqualTo(GitOpsWorld.MORNING.plus(Duration.ofHours(1)));
        look();
        assertThat(bakingUntil()).isNull();
    }

    private @Nullable Instant bakingUntil() {
        try (GitOps gitops = world.as("carol")) {
            assertThat(gitops.status())
                    .extracting(EnvironmentStatus::bakingUntil)
                    .as("one application or all")
                    .isEqualTo(gitops.app("shop").status().stream()
                            .map(EnvironmentStatus::bakingUntil)
                            .toList());
            return gitops.app("shop").status().get(0).bakingUntil();
        }
    }

    @Test
    void theEndOfABakeNamesTheReleaseSoThatASoakGoesOn() {
        deploy("2.0.0");
        world.clock().advance(Duration.ofHours(1));
        assertThat(look().state()).isEqualTo(State.PASSED);
        List<DeploymentRecord> records = records(Operation.DEPLOY);
        assertThat(Soak.obstacle(
                        "shop in dev",
                        Soak.release(List.of(new ReleasedImage("shop", ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0")))),
                        Duration.ofMinutes(30),
                        records.stream().map(Soak.Event::of).toList(),
                        world.clock().instant()))
                .isEmpty();
    }

    @Test
    void whatFailsInItsBakeIsAFailedDeploymentIsRolledBackOnceAndIsPromotedNoLonger() {
        deploy("2.0.0");
        world.clock().advance(Duration.ofHours(2));
        look();
        deploy("3.0.0");
        status.set(500);

        BakeReport failed = look();

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo("VerifyFailed"));
        assertThat(failed.followUps()).singleElement().isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
        assertThat(look().followUps()).isEmpty();
        assertThat(records(Operation.ROLLBACK)).hasSize(1);
        assertThat(records(Operation.DEPLOY).get(0).failure())
                .hasValueSatisfying(why -> assertThat(why).startsWith("BakeFailed: VerifyFailed: http "));
        try (GitOps gitops = world.as("alice")) {
            ChangeOutcome promoted =
                    Pipeline.forApp(gitops.app("shop")).promote(DEV, STAGING).execute();
            assertThat(ImageChange.after(promoted.summary().images()))
                    .singleElement()
                    .satisfies(after -> assertThat(after.image().tag()).contains("2.0.0"));
        }
    }

    @Test
    void aProcessThatEndedBeforeItCouldRollBackIsMadeUpForByTheNext() throws IOException {
        deploy("2.0.0");
        deploy("3.0.0");
        status.set(500);
        Path file = folder.resolve("before-the-end.yaml");
        Files.writeString(file, Files.readString(folder.resolve("apps.yaml")).replace(", rollbackOnFailure: true", ""));
        try (GitOps gitops = GitOps.open(Inventory.load(file, world.settings("carol")), world.settings("carol"))) {
            BakeReport ended = gitops.app("shop").bake(DEV);
            assertThat(ended.state()).isEqualTo(State.FAILED);
            assertThat(ended.followUps()).isEmpty();
        }
        assertThat(baking()).isOne();

        BakeReport next = look();

        assertThat(next.earlier()).isTrue();
        assertThat(next.followUps()).hasSize(1);
        assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
    }

    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(ints = {0, 30, 80, 150, 250, 400, 700, 1100})
    void aLookThatIsStoppedAnywhereIsMadeUpForWithOneVerdictAndOneRollback(int stopped) throws Exception {
        deploy("2.0.0");
        deploy("3.0.0");
        status.set(500);
        Thread first = new Thread(() -> {
            try {
                look();
            } catch (GitOpsException cancelled) {
                Thread.currentThread().interrupt();
            }
        });
        first.start();
        Thread.sleep(stopped);
        first.interrupt();
        first.join();

        look();

        assertThat(look().state()).isEqualTo(State.FAILED);
        assertThat(records(Operation.DEPLOY))
                .filteredOn(record -> record.bakeOf().isPresent())
                .hasSize(1);
        assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
        status.set(200);
        try (GitOps gitops = world.as("alice")) {
            assertThat(Pipeline.forApp(gitops.app("shop")).deploy(DEV).execute())
                    .isInstanceOf(DeploymentOutcome.Verified.class);
        }
        assertThat(records(Operation.ROLLBACK)).hasSize(1);
    }

    @Test
    void twoThatLookAtOnceWriteOneVerdictAndOneRollback() throws Exception {
        deploy("2.0.0");
        deploy("3.0.0");
        status.set(500);
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (GitOps one = world.as("carol");
                GitOps other = world.as("dave")) {
            Future<BakeReport> left = both.submit(() -> one.app("shop").bake(DEV));
            Future<BakeReport> right = both.submit(() -> other.app("shop").bake(DEV));
            assertThat(List.of(left.get().state(), right.get().state())).containsOnly(State.FAILED);
        } finally {
            both.shutdownNow();
        }
        assertThat(records(Operation.DEPLOY))
                .filteredOn(record -> record.bakeOf().isPresent())
                .hasSize(1);
        assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
    }
}
