package dev.gitops.testkit;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeadlineExceededException;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline;
import dev.gitops.spi.DeliveryResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final ImageRef IMAGE = ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0");

    @TempDir
    private Path folder;

    private GitOpsWorld world;

    @BeforeEach
    void aWorldWithAShop() {
        world = GitOpsWorld.withShop(folder);
    }

    @Nested
    class AGitServerThatNeverAnswers {

        /** It takes connections, as every listening socket does, and says nothing. */
        private GitOps silent(ServerSocket server) {
            Inventory inventory = Inventory.parse("""
                    apiVersion: gitops.dev/v1
                    kind: Inventory
                    config: { repository: "http://localhost:%d/infra.git", branch: main }
                    environments:
                      dev: { namespace: dev, delivery: scripted }
                    apps:
                      - name: shop
                        image: registry.example.com/payments/shop
                        manifests: { plain: apps/shop }
                        environments: [dev]
                    """.formatted(server.getLocalPort()), world.settings("alice"));
            return GitOps.open(inventory, world.settings("alice"));
        }

        @Test
        void aChangeEndsWithWhatItWaitedForHowLongAndWhatToDo() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    GitOps gitops = silent(server)) {
                assertThatThrownBy(() -> Pipeline.forApp(gitops.app("shop"))
                                .release(IMAGE)
                                .to(DEV)
                                .within(SHORT)
                                .execute())
                        .isInstanceOfSatisfying(DeadlineExceededException.class, late -> {
                            assertThat(late.retryable()).isTrue();
                            assertThat(late.time()).isEqualTo(SHORT);
                            assertThat(late)
                                    .hasMessageContainingAll(
                                            "release of shop in dev took longer than the 1500 ms it was given",
                                            "http://localhost:" + server.getLocalPort() + "/infra.git",
                                            "Call it again");
                        });
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        }

        @Test
        void readingHasItToo() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    GitOps gitops = silent(server)) {
                GitOps hasty = gitops.within(SHORT);
                assertThatThrownBy(hasty::status).isInstanceOf(DeadlineExceededException.class);
                assertThatThrownBy(() -> hasty.app("shop").render(DEV))
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessageStartingWith("rendering of shop in dev took longer than the 1500 ms");
                assertThatThrownBy(() -> hasty.records().verify()).isInstanceOf(DeadlineExceededException.class);
            }
        }
    }

    @Nested
    class ADeliveryThatWaits {

        @Test
        void endsAsAbortedIsRecordedAndSaysWhy() {
            world.delivery().then(request -> {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException told) {
                    Thread.currentThread().interrupt();
                }
                return new DeliveryResult.Failed(
                        List.of(), DeploymentFailure.of(DeploymentFailure.ABORTED, "it was told to stop"));
            });
            try (GitOps gitops = world.as("alice")) {
                DeploymentOutcome outcome = Pipeline.forApp(gitops.app("shop"))
                        .deploy(DEV)
                        .within(SHORT)
                        .execute();
                assertThat(outcome.failed())
                        .hasValueSatisfying(
                                failure -> assertThat(failure.message()).contains("the deadline of its call"));
                assertThat(gitops.records().find(outcome.report().record()))
                        .hasValueSatisfying(
                                record -> assertThat(record.outcome()).isEqualTo("aborted"));
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        }
    }

    @Test
    void whatIsInTimeIsAsWithoutADeadline() {
        try (GitOps gitops = world.as("alice").within(Duration.ofMinutes(1))) {
            Pipeline shop = Pipeline.forApp(gitops.app("shop"));
            assertThat(shop.release(IMAGE).to(DEV).plan().execute()).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(shop.deploy(DEV).plan().execute()).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(gitops.status()).hasSize(3);
        }
    }

    @Test
    void noTimeAtAllIsRefused() {
        try (GitOps gitops = world.as("alice")) {
            assertThatThrownBy(() -> gitops.within(Duration.ZERO)).isInstanceOf(InvalidInputException.class);
        }
    }
}
