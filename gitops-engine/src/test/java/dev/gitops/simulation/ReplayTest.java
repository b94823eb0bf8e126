package dev.gitops.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Simulation.Difference;
import dev.gitops.api.Simulation.NotReplayed;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.api.SimulationRequest;
import dev.gitops.calendar.Recurrences;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordedDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that are written here are judged under an inventory; no Git, no store. */
class ReplayTest {

    private static final Instant BEGIN = Instant.parse("2027-03-01T09:00:00Z");

    private Instant now = BEGIN;
    private int made;
    private Replay replay = under("");

    private static Replay under(String production) {
        return new Replay(
                Inventory.parse("""
                        apiVersion: gitops.dev/v1
                        kind: Inventory
                        config: { repository: "https://git.example.com/infra.git", branch: main }
                        forge: { type: none }
                        environments:
                          staging: { delivery: rendered }
                          production: { delivery: rendered, promotesFrom: [staging]%s }
                        apps:
                          - name: shop
                            image: registry.example.com/shop
                            manifests: { plain: "apps/shop/{environment}" }
                            environments: [staging, production]
                        """.formatted(production)),
                Recurrences.RFC5545,
                Optional.of(new StateHistory()),
                SimulationRequest.builder()
                        .since(BEGIN)
                        .until(BEGIN.plus(Duration.ofDays(365)))
                        .build(),
                Optional.empty(),
                Optional.empty());
    }

    private ImmutableDeploymentRecord.Builder record(
            String environment, Operation operation, String outcome, int version) {
        now = now.plus(Duration.ofMinutes(10));
        made++;
        return DeploymentRecord.builder()
                .id(String.format("01MG00000000000000000%05d", made))
                .app("shop")
                .environment(EnvironmentName.of(environment))
                .operation(operation)
                .outcome(outcome)
                .requestedBy("alice")
                .commit(String.format("%040d", version))
                .addImages(new ImageChange("shop", null, ImageRef.parse("registry.example.com/shop:" + version)))
                .manifestsDigest("sha256:" + String.format("%064d", version))
                .started(now)
                .ended(now.plusSeconds(30));
    }

    private void take(ImmutableDeploymentRecord.Builder record) {
        replay.take(RecordedDecision.of(RecordJson.text(record.build()).getBytes(StandardCharsets.UTF_8)));
    }

    private void reachesStaging(int version) {
        take(record("staging", Operation.RELEASE, "committed", version));
        take(record("staging", Operation.DEPLOY, "verified", version));
    }

    private void reachesProduction(int version) {
        take(record("production", Operation.PROMOTE, "committed", version).fromEnvironment(EnvironmentName.STAGING));
        take(record("production", Operation.DEPLOY, "verified", version));
    }

    @Test
    void aRefusalThatDoesNotSayItsRuleIsUnknownUnlessARuleIsInTheWayNow() {
        ImmutableDeploymentRecord.Builder old = record("production", Operation.PROMOTE, "refused", 1)
                .fromEnvironment(EnvironmentName.STAGING)
                .failure("production is frozen until 2027-03-08T06:00Z");
        take(old);
        assertThat(replay.verdicts()).containsOnlyKeys(Verdict.UNKNOWN);
        assertThat(replay.differences()).isEmpty();
        replay = under(", windows: { deny: [{ from: \"MON 00:00\", to: \"TUE 00:00\" }] }");
        take(old);
        assertThat(replay.verdicts()).containsOnlyKeys(Verdict.AS_RECORDED);
    }

    @Test
    void ofTwoThatWaitForTheSameWindowTheNewerOneGoes() {
        replay = under(", windows: { deny: [{ from: \"MON 00:00\", to: \"TUE 00:00\" }] }");
        for (int version = 1; version <= 2; version++) {
            reachesStaging(version);
            reachesProduction(version);
        }
        replay.finish();
        assertThat(replay.differences())
                .extracting(one -> one.operation() + " " + one.would().word())
                .containsExactly("promote superseded", "deploy superseded", "promote delayed", "deploy delayed");
        assertThat(replay.differences())
                .filteredOn(one -> one.would() == Verdict.DELAYED)
                .extracting(Difference::until)
                .allSatisfy(until -> assertThat(until)
                        .isBetween(Instant.parse("2027-03-02T00:00:00Z"), Instant.parse("2027-03-02T01:00:00Z")));
    }

    @Test
    void theOrderOfUnequalRecordsOfOneMomentIsThatOfTheTrail() {
        reachesStaging(1);
        reachesProduction(1);
        replay.finish();
        assertThat(replay.verdicts()).containsOnlyKeys(Verdict.AS_RECORDED);
        assertThat(replay.records()).isEqualTo(4);
        assertThat(replay.notReplayed()).isEmpty();
    }

    @Test
    void removalsAndPlacesThatAreNoMoreAreBelievedAndCounted() {
        take(record("production", Operation.REMOVE, "committed", 1));
        take(record("production", Operation.RELEASE, "committed", 1).app("gone"));
        assertThat(replay.notReplayed())
                .containsExactlyInAnyOrder(new NotReplayed(Unknown.EVIDENCE, 1), new NotReplayed(Unknown.PLACE, 1));
        assertThat(replay.differences()).isEmpty();
    }

    @Test
    void breakGlassAndGoingBackPassAWindowAsTheyDid() {
        replay = under(", windows: { deny: [{ from: \"MON 00:00\", to: \"TUE 00:00\" }] }");
        now = BEGIN.minus(Duration.ofDays(3));
        reachesStaging(1);
        reachesProduction(1);
        reachesStaging(2);
        reachesProduction(2);
        now = BEGIN;
        take(record("production", Operation.DEPLOY, "verified", 3).breakGlass("outage"));
        take(record("production", Operation.ROLLBACK, "committed", 1));
        take(record("production", Operation.DEPLOY, "verified", 1));
        replay.finish();
        assertThat(replay.differences()).isEmpty();
    }
}
