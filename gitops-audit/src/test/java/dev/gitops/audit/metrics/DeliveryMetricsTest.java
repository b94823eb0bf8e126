package dev.gitops.audit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.audit.TestRecords;
import dev.gitops.record.Ulid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant NEXT_MONDAY = MONDAY.plus(Duration.ofDays(7));

    private final Ulid ids = new Ulid(Clock.fixed(MONDAY, ZoneOffset.UTC), new Random(1));
    private final List<DeploymentRecord> records = new ArrayList<>();

    private ImmutableDeploymentRecord.Builder deployment(String environment, int version, int hour, String outcome) {
        Instant ended = MONDAY.plus(Duration.ofHours(hour));
        return DeploymentRecord.builder()
                .id(ids.next())
                .app("shop")
                .environment(EnvironmentName.of(environment))
                .operation(Operation.DEPLOY)
                .outcome(outcome)
                .requestedBy("alice")
                .addImages(new ImageChange("shop", null, ImageRef.parse("registry.example.com/shop:1." + version)))
                .commit("config-" + environment + "-" + hour)
                .started(ended.minusSeconds(60))
                .ended(ended);
    }

    private void deploy(String environment, int version, int hour, String outcome) {
        records.add(deployment(environment, version, hour, outcome).build());
    }

    /** A deployment that brings the source commit of a version, made an hour after midnight of the first day. */
    private void deliver(String environment, int version, int hour) {
        records.add(deployment(environment, version, hour, "verified")
                .addSourceCommits("source-" + version)
                .sourceTime(MONDAY.plus(Duration.ofHours(1)))
                .build());
    }

    private Figures production() {
        return DeliveryMetrics.of(records).perApp(MONDAY, NEXT_MONDAY, app -> true).stream()
                .filter(figures -> figures.environment().equals("production"))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class DeploymentFrequency {

        @Test
        void countsVerifiedDeploymentsOfThePeriod() {
            deploy("production", 1, -1, "verified");
            deploy("production", 2, 0, "verified");
            deploy("production", 3, 30, "verified");
            deploy("production", 4, 24 * 7, "verified");
            assertThat(production().deployments()).isEqualTo(2);
            assertThat(production().perDay()).isEqualTo(2 / 7.0);
        }

        @Test
        void leavesOutWhatBroughtNothingNew() {
            deploy("production", 2, 0, "verified");
            deploy("production", 2, 1, "unchanged");
            deploy("production", 2, 2, "refused");
            records.add(deployment("production", 2, 3, "verified")
                    .operation(Operation.HEAL)
                    .build());
            assertThat(production().deployments()).isEqualTo(1);
            assertThat(production().attempts()).isEqualTo(1);
        }
    }

    @Nested
    class ABake {

        private void bake(int hour, String outcome) {
            records.add(deployment("production", 2, hour, outcome)
                    .bakeOf("01JNDRSTF0AAAAAAAAAAAAAAAA")
                    .build());
        }

        @Test
        void thatFailsMakesAFailureOfTheDeploymentBeforeItFromItsOwnEndOn() {
            deploy("production", 1, 1, "verified");
            deploy("production", 2, 2, "verified");
            bake(4, "failed");
            deploy("production", 1, 7, "verified");
            Figures figures = production();
            assertThat(figures.attempts()).isEqualTo(2);
            assertThat(figures.failures()).isEqualTo(1);
            assertThat(figures.recovery().orElseThrow().median()).isEqualTo(Duration.ofHours(3));
        }

        @Test
        void thatPassesChangesNoFigure() {
            deploy("production", 1, 1, "verified");
            Figures before = production();
            bake(4, "unchanged");
            assertThat(production()).isEqualTo(before);
        }
    }

    @Nested
    class LeadTime {

        @Test
        void countsFromTheSourceCommitToVerifiedHopByHop() {
            deliver("dev", 5, 2);
            deliver("staging", 5, 5);
            deliver("production", 5, 25);
            Figures figures = production();
            assertThat(figures.leadTime().orElseThrow().median()).isEqualTo(Duration.ofHours(24));
            assertThat(figures.hops().stream()
                            .map(hop -> hop.to() + " " + hop.time().median().toHours()))
                    .containsExactly("dev 1", "staging 3", "production 20");
        }

        @Test
        void countsACommitOnceInAnEnvironment() {
            deliver("production", 5, 2);
            deliver("production", 5, 100);
            assertThat(production().leadTime().orElseThrow().count()).isEqualTo(1);
        }

        @Test
        void takesTheTimeOfTheSourceFromAnyRecordOfTheCommit() {
            deliver("dev", 5, 2);
            records.add(deployment("production", 5, 9, "verified")
                    .addSourceCommits("source-5")
                    .build());
            assertThat(production().leadTime().orElseThrow().median()).isEqualTo(Duration.ofHours(8));
        }

        @Test
        void isEmptyWhereNothingIsKnown() {
            deploy("production", 1, 2, "verified");
            assertThat(production().leadTime()).isEmpty();
        }
    }

    @Nested
    class ChangeFailureRate {

        @Test
        void countsFailedDeploymentsAndThoseRolledBack() {
            deploy("production", 1, 0, "verified");
            deploy("production", 2, 10, "verified");
            deploy("production", 1, 11, "verified");
            deploy("production", 3, 20, "failed");
            deploy("production", 4, 21, "verified");
            Figures figures = production();
            assertThat(figures.attempts()).as("the rollback is no attempt").isEqualTo(4);
            assertThat(figures.failures()).isEqualTo(2);
            assertThat(figures.changeFailureRate()).contains(0.5);
            assertThat(figures.deployments()).isEqualTo(3);
        }

        @Test
        void knowsARollbackByItsCommitWhereNoImageChanged() {
            deploy("production", 1, 0, "verified");
            deploy("production", 1, 10, "verified");
            records.add(deployment("production", 1, 11, "committed")
                    .operation(Operation.ROLLBACK)
                    .commit("back")
                    .build());
            records.add(
                    deployment("production", 1, 12, "verified").commit("back").build());
            assertThat(production().failures()).isEqualTo(1);
            assertThat(production().attempts()).isEqualTo(2);
        }

        @Test
        void isEmptyWhereNothingWasTried() {
            deploy("production", 1, -5, "verified");
            assertThat(production().changeFailureRate()).isEmpty();
        }
    }

    @Nested
    class Recovery {

        @Test
        void countsFromTheFirstFailureToTheNextVerifiedDeployment() {
            deploy("production", 1, 0, "verified");
            deploy("production", 2, 10, "failed");
            deploy("production", 2, 12, "failed");
            deploy("production", 3, 16, "verified");
            assertThat(production().recovery().orElseThrow())
                    .isEqualTo(new Figures.Spread(1, Duration.ofHours(6), Duration.ofHours(6)));
        }

        @Test
        void countsFromADeploymentThatWasRolledBack() {
            deploy("production", 1, 0, "verified");
            deploy("production", 2, 10, "verified");
            deploy("production", 1, 13, "verified");
            assertThat(production().recovery().orElseThrow().median()).isEqualTo(Duration.ofHours(3));
        }

        @Test
        void tellsWhatIsStillOpen() {
            deploy("production", 2, 10, "failed");
            deploy("production", 3, 24 * 8, "verified");
            assertThat(production().unrecovered()).isEqualTo(1);
            assertThat(production().recovery()).isEmpty();
        }
    }

    @Test
    void figuresAreTheSameInWhateverOrderTheRecordsCome() {
        TestRecords maker = new TestRecords(8, 5, Duration.ofMinutes(11));
        List<DeploymentRecord> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(maker.next());
        }
        Instant to = TestRecords.START.plus(Duration.ofDays(14));
        List<Figures> figures = DeliveryMetrics.of(many).perApp(TestRecords.START, to, app -> true);
        Collections.shuffle(many, new Random(1));
        assertThat(DeliveryMetrics.of(many).perApp(TestRecords.START, to, app -> true))
                .isEqualTo(figures)
                .hasSize(15);
    }

    @Test
    void teamsAndAllAreMeasuredOverTheirApplications() {
        deploy("production", 1, 0, "verified");
        records.add(deployment("production", 1, 5, "failed").app("cart").build());
        records.add(deployment("production", 1, 6, "verified").app("blog").build());
        DeliveryMetrics metrics = DeliveryMetrics.of(records);
        assertThat(metrics.perTeam(MONDAY, NEXT_MONDAY, Map.of("shop", "payments", "cart", "payments")))
                .singleElement()
                .satisfies(figures -> {
                    assertThat(figures.group()).isEqualTo("payments");
                    assertThat(figures.attempts()).isEqualTo(2);
                    assertThat(figures.changeFailureRate()).contains(0.5);
                });
        assertThat(metrics.overall(MONDAY, NEXT_MONDAY, app -> !app.equals("cart")))
                .singleElement()
                .satisfies(figures -> assertThat(figures.deployments()).isEqualTo(2));
    }

    @Test
    void spreadsAreNearestRanks() {
        Times hours = new Times();
        assertThat(hours.spread()).isEmpty();
        for (int i = 10; i > 0; i--) {
            hours.add(Duration.ofHours(i));
        }
        assertThat(hours.spread()).contains(new Figures.Spread(10, Duration.ofHours(5), Duration.ofHours(9)));
    }

    @Test
    void theJsonNamesItsDefinitions() {
        deliver("production", 5, 25);
        String json = MetricsJson.of(List.of(production()), MONDAY, NEXT_MONDAY).toString();
        assertThat(json)
                .startsWith(
                        "{\"definitions\":1,\"from\":\"2026-03-02T00:00:00Z\",\"to\":\"2026-03-09T00:00:00Z\",\"figures\":[{\"group\":\"shop\"")
                .contains("\"leadTime\":{\"count\":1,\"medianSeconds\":86400,\"p90Seconds\":86400}")
                .contains("\"hops\":[{\"to\":\"production\",\"time\":{")
                .contains("\"changeFailureRate\":0.0")
                .doesNotContain("\"recovery\"");
    }
}
