package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release goes on when it was verified for so long where that is asked for. On real bare Git. */
class SoakStoryTest {

    private static final String ENVIRONMENTS = """
            dev: { cluster: dev, delivery: rendered }
            staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
            production: { cluster: production, promotesFrom: %s, delivery: rendered }
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private TestWorld world;
    private GitOps gitops;
    private App shop;

    private void open(String promotesFrom) throws Exception {
        world.withEnvironments(ENVIRONMENTS.formatted(promotesFrom));
        gitops = world.as("alice", clock);
        shop = gitops.app("shop");
    }

    @BeforeEach
    void begin() throws Exception {
        world = new TestWorld(folder);
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
        deploy(DEV);
    }

    private void deploy(dev.gitops.api.EnvironmentName environment) {
        clock.pass(Duration.ofSeconds(1));
        assertThat(Pipeline.forApp(shop).deploy(environment).execute())
                .isInstanceOfAny(DeploymentOutcome.Verified.class, DeploymentOutcome.Unchanged.class);
    }

    private ChangeOutcome toProduction(dev.gitops.api.EnvironmentName from) {
        return Pipeline.forApp(shop).promote(from, PRODUCTION).plan().execute();
    }

    private static String refusal(ChangeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(((ChangeOutcome.Refused) outcome).refusals())
                .allSatisfy(refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.SOAK));
        return String.join("\n", outcome.reasons());
    }

    @Nested
    class ForTwoHours {

        @BeforeEach
        void inStaging() throws Exception {
            open("[{ environment: staging, for: 2h }]");
            release("1.1.0");
            Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
            deploy(STAGING);
        }

        @Test
        void waitsAndThenGoes() {
            Instant verified = clock.instant();
            clock.pass(Duration.ofMinutes(119));
            assertThat(waiting()).contains("staging has the release verified since", "it ends at ");
            assertThat(refusal(toProduction(STAGING)))
                    .contains("2h are asked for", "it ends at " + verified.plus(Duration.ofHours(2)));
            clock.pass(Duration.ofMinutes(1));
            assertThat(waiting()).isNull();
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.UpToDate.class);
        }

        @Test
        void isNotPassedByTakingWhatWasNotVerified() {
            assertThat(refusal(Pipeline.forApp(shop)
                            .promote(STAGING, PRODUCTION)
                            .unverified()
                            .plan()
                            .execute()))
                    .contains("--unverified");
        }

        @Test
        void beginsAnewWithANewRelease() {
            clock.pass(Duration.ofHours(3));
            release("1.2.0");
            Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
            deploy(STAGING);
            assertThat(refusal(toProduction(STAGING))).contains("it ends at");
            clock.pass(Duration.ofHours(2));
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(toProductionFile()).contains(":1.2.0");
        }

        @Test
        void beginsAnewAfterDrift() throws Exception {
            clock.pass(Duration.ofHours(3));
            world.tamper("staging");
            clock.pass(Duration.ofSeconds(1));
            assertThat(shop.drift(STAGING)).isNotEmpty();
            assertThat(shop.drift(STAGING)).extracting(ObjectDifference::name).isNotEmpty();
            assertThat(gitops.records()
                            .search(RecordQuery.builder()
                                    .addOperations(Operation.DRIFT)
                                    .build())
                            .total())
                    .isEqualTo(1);
            assertThat(refusal(toProduction(STAGING))).contains("drift was found", "deploy it there again");
            deploy(STAGING);
            assertThat(refusal(toProduction(STAGING))).contains("it ends at");
            clock.pass(Duration.ofHours(2));
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.Committed.class);
        }

        private String waiting() {
            return shop.status().stream()
                    .filter(status -> status.environment().equals(PRODUCTION))
                    .findFirst()
                    .orElseThrow()
                    .waiting();
        }

        private String toProductionFile() {
            try {
                return world.file("main", "apps/shop/production/deployment.yaml");
            } catch (Exception unreadable) {
                throw new AssertionError(unreadable);
            }
        }
    }

    @Nested
    class InAllOfSeveral {

        @Test
        void needsTheSameReleaseInEachOfThem() throws Exception {
            open("{ all: [{ environment: dev, for: 1h }, staging] }");
            release("1.1.0");
            assertThat(refusal(toProduction(DEV)))
                    .contains("dev has the release verified since", "no deployment of shop in staging");
            Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
            deploy(STAGING);
            assertThat(refusal(toProduction(STAGING))).contains("dev").doesNotContain("staging has");
            clock.pass(Duration.ofHours(1));
            release("1.2.0");
            assertThat(refusal(toProduction(STAGING))).contains("dev does not run the release");
            Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
            deploy(STAGING);
            clock.pass(Duration.ofHours(1));
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.Committed.class);
        }
    }

    @Nested
    class InAnyOfSeveral {

        @Test
        void needsItInTheOneItComesFrom() throws Exception {
            open("{ any: [{ environment: dev, for: 1h }, staging] }");
            release("1.1.0");
            assertThat(refusal(toProduction(DEV))).contains("dev has the release verified since");
            Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
            deploy(STAGING);
            assertThat(toProduction(STAGING)).isInstanceOf(ChangeOutcome.Committed.class);
        }
    }
}
