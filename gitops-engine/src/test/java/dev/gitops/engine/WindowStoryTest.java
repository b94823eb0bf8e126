package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.ImageRef;
import dev.gitops.api.LineStop;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a window or a stopped line delays is refused with its end, and taken up then. On real bare Git. */
class WindowStoryTest {

    private static final Instant FRIDAY = Instant.parse("2027-03-05T14:00:00Z");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(FRIDAY);
    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder)
                .withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging:
                  cluster: staging
                  promotesFrom: [dev]
                  autoPromote: true
                  delivery: rendered
                  windows: { allow: [{ from: "MON 09:00", to: "FRI 16:00", zone: Europe/Amsterdam, reason: office hours }] }
                production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                """)
                .withKeys("audit: { store: git }\nline: { mayPass: [payments] }\n");
        as("carol");
    }

    private void as(String actor) throws Exception {
        if (gitops != null) {
            gitops.close();
        }
        gitops = world.as(actor, clock);
        shop = gitops.app("shop");
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private void release(String tag) {
        Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .plan()
                .execute();
        assertThat(Pipeline.forApp(shop).deploy(DEV).withoutAutoPromotion().execute())
                .isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private ChangeOutcome promote() {
        return Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
    }

    private DeploymentOutcome deploy() {
        return Pipeline.forApp(shop).deploy(STAGING).execute();
    }

    private EnvironmentStatus staging() {
        return shop.status().stream()
                .filter(status -> status.environment().equals(STAGING))
                .findFirst()
                .orElseThrow();
    }

    private List<ChangeOutcome> takeUp() {
        return gitops.due().stream()
                .map(due -> gitops.app(due.app()).plan(due.change()).execute())
                .toList();
    }

    @Nested
    class OutsideItsWindows {

        @Test
        void aPromotionIsRefusedInTheWordsOfTheStatusAndTakenUpWhenItOpens() throws Exception {
            clock.pass(Duration.ofHours(2));
            release("1.1.0");
            ChangeOutcome refused = promote();
            assertThat(refused).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(refused.reasons())
                    .singleElement()
                    .isEqualTo(
                            "staging is closed until 2027-03-08T09:00+01:00 (office hours); wait, or deploy with --break-glass REASON")
                    .isEqualTo(staging().frozen());
            assertThat(takeUp()).isEmpty();
            clock.set(Instant.parse("2027-03-08T08:00:00Z"));
            assertThat(staging().frozen()).isNull();
            assertThat(takeUp()).singleElement().isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(takeUp()).isEmpty();
            assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).contains(":1.1.0");
        }

        @Test
        void aDeploymentWaitsAndIsListedWhenItOpens() {
            release("1.1.0");
            promote();
            clock.pass(Duration.ofHours(2));
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(gitops.undeployed())
                    .extracting(AppEnvironment::environment)
                    .doesNotContain(STAGING);
            clock.set(Instant.parse("2027-03-08T08:00:00Z"));
            assertThat(gitops.undeployed())
                    .extracting(AppEnvironment::environment)
                    .contains(STAGING);
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        }

        @Test
        void aRollbackGoesAndIsListed() {
            release("1.1.0");
            promote();
            deploy();
            release("1.2.0");
            promote();
            deploy();
            clock.pass(Duration.ofHours(2));
            Pipeline.forApp(shop).rollback(STAGING).toPrevious().execute();
            assertThat(gitops.undeployed())
                    .extracting(AppEnvironment::environment)
                    .contains(STAGING);
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    @Nested
    class OnAStoppedLine {

        private static final LineStop STAGING_ONLY = LineStop.ALL.in(STAGING);

        @Test
        void nothingGoesUntilItIsLiftedButThoseWhomTheInventoryNames() throws Exception {
            release("1.1.0");
            assertThat(gitops.stop(STAGING_ONLY, "incident 42")).hasSize(1);
            assertThat(gitops.stop(STAGING_ONLY, "incident 42")).isEmpty();
            assertThat(world.message("gitops/state"))
                    .contains("Stop the line in staging", "incident 42", "GitOps-Operation: hold");
            ChangeOutcome refused = promote();
            assertThat(((ChangeOutcome.Refused) refused).refusals())
                    .extracting(Refusal::kind)
                    .containsExactly(Refusal.Kind.HOLD);
            assertThat(refused.reasons().get(0))
                    .contains(
                            "the line in staging is stopped by carol",
                            "gitops hold --all --in staging --release",
                            "alice, bob may pass");
            assertThat(staging().held()).contains("the line in staging", "incident 42");
            assertThat(takeUp()).isEmpty();
            as("alice");
            assertThat(promote()).isInstanceOf(ChangeOutcome.Committed.class);
            as("carol");
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
            assertThat(gitops.undeployed())
                    .extracting(AppEnvironment::environment)
                    .doesNotContain(STAGING);
            assertThat(gitops.free(STAGING_ONLY)).hasSize(1);
            assertThat(gitops.undeployed())
                    .extracting(AppEnvironment::environment)
                    .contains(STAGING);
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        }

        @Test
        void onlyThePartThatIsNamedStands() {
            release("1.1.0");
            gitops.stop(LineStop.ALL.in(DEV));
            gitops.stop(LineStop.ALL.of("payments"));
            assertThat(promote()).as("shop is of no team").isInstanceOf(ChangeOutcome.Committed.class);
            gitops.stop(LineStop.ALL);
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
        }

        @Test
        void aRollbackGoes() {
            release("1.1.0");
            promote();
            deploy();
            release("1.2.0");
            promote();
            deploy();
            gitops.stop(LineStop.ALL);
            assertThat(Pipeline.forApp(shop).rollback(STAGING).toPrevious().execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }
}
