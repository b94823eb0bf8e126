package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Simulation;
import dev.gitops.api.Simulation.Difference;
import dev.gitops.api.Simulation.NotReplayed;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.api.SimulationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A past that the real tool recorded is replayed under the same rules and under others. On real bare Git. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationStoryTest {

    @TempDir
    static Path folder;

    private RecordedPast past;

    @BeforeAll
    void record() throws Exception {
        past = new RecordedPast(folder);
    }

    @AfterAll
    void close() {
        past.close();
    }

    private static SimulationRequest all() {
        return SimulationRequest.builder()
                .since(RecordedPast.BEGIN.minus(Duration.ofDays(1)))
                .until(RecordedPast.BEGIN.plus(Duration.ofDays(60)))
                .build();
    }

    private Simulation under(UnaryOperator<String> change) throws Exception {
        String text = past.world.inventory();
        String changed = change.apply(text);
        try (GitOps gitops = past.world.opened("new/apps.yaml", changed, "carol")) {
            return gitops.simulate(all());
        }
    }

    private List<DeploymentRecord> records() {
        return past.gitops()
                .records()
                .search(RecordQuery.builder().limit(1000).build())
                .records();
    }

    private static Difference of(Simulation simulation, String environment, Operation operation, Verdict verdict) {
        return simulation.differences().stream()
                .filter(one -> one.environment().value().equals(environment)
                        && one.operation() == operation
                        && one.would() == verdict)
                .findFirst()
                .orElseThrow(() -> new AssertionError(simulation.differences().toString()));
    }

    @Test
    void recordsSayByWhichRuleAndUntilWhenSomethingWasRefused() {
        assertThat(records().stream().flatMap(record -> record.refusals().stream()))
                .extracting(refusal -> "(" + refusal.kind() + ", " + refusal.rule() + ")")
                .contains(
                        "(path, promotesFrom)",
                        "(hold, hold)",
                        "(hold, line/dev/_)",
                        "(freeze, windows.deny)",
                        "(dependency, after/db)",
                        "(gate, gates/ticket)",
                        "(approval, approvals)",
                        "(state, state)",
                        "(order, order)",
                        "(host, host)",
                        "(provenance, branch)",
                        "(verification, verified)",
                        "(soak, promotesFrom/staging)");
        assertThat(records().stream()
                        .flatMap(record -> record.refusals().stream())
                        .filter(refusal -> refusal.kind().equals("freeze")))
                .extracting(RecordedRefusal::until)
                .containsOnly(Instant.parse("2027-03-08T06:00:00Z"), Instant.parse("2027-03-15T06:00:00Z"));
    }

    @Test
    void theSameRulesGiveEachRecordedVerdictAndTheSameFigures() {
        Simulation simulation = past.gitops().simulate(all());
        assertThat(simulation.differences()).isEmpty();
        assertThat(simulation.differing()).isZero();
        assertThat(simulation.count(Verdict.UNKNOWN)).isZero();
        assertThat(simulation.count(Verdict.AS_RECORDED)).isEqualTo(simulation.records());
        assertThat(simulation.records()).isGreaterThan(25);
        assertThat(simulation.notReplayed())
                .as("what the host, Git's history and missing states refused is believed, and said to be")
                .containsExactly(new NotReplayed(Unknown.EVIDENCE, 5));
        assertThat(simulation.figures())
                .isNotEmpty()
                .allSatisfy(compared -> assertThat(compared.would()).isEqualTo(compared.was()));
    }

    @Test
    void withoutTheWeekendWhatWaitedForItGoesAtOnce() throws Exception {
        Simulation simulation = under(text -> text.replaceAll("windows: .*", ""));
        assertThat(of(simulation, "staging", Operation.PROMOTE, Verdict.ALLOWED).was())
                .isEqualTo("refused");
        assertThat(of(simulation, "staging", Operation.PROMOTE, Verdict.EARLIER).until())
                .isBetween(Instant.parse("2027-03-05T16:30:00Z"), Instant.parse("2027-03-05T16:32:00Z"));
        assertThat(of(simulation, "staging", Operation.DEPLOY, Verdict.EARLIER).until())
                .isBefore(Instant.parse("2027-03-12T18:00:00Z"));
        assertThat(simulation.notReplayed()).extracting(NotReplayed::what).contains(Unknown.CLUSTER, Unknown.GATES);
    }

    @Test
    void aLongerSoakDelaysThePromotionAndWhatFollows() throws Exception {
        Simulation simulation = under(text -> text.replace("for: 2h", "for: 2d"));
        Difference promotion = of(simulation, "production", Operation.PROMOTE, Verdict.DELAYED);
        assertThat(promotion.rules()).extracting(RecordedRefusal::kind).containsExactly("soak");
        assertThat(promotion.until())
                .isBetween(Instant.parse("2027-03-03T09:00:00Z"), Instant.parse("2027-03-03T10:00:00Z"));
        assertThat(of(simulation, "production", Operation.DEPLOY, Verdict.DELAYED)
                        .until())
                .isAfterOrEqualTo(promotion.until());
        assertThat(of(simulation, "production", Operation.PROMOTE, Verdict.OTHERWISE)
                        .why())
                .contains("2d are asked for");
    }

    @Test
    void aPathThatIsClosedRefusesThePromotionAndItsDeployment() throws Exception {
        Simulation simulation =
                under(text -> text.replace("promotesFrom: [{ environment: staging, for: 2h }]", "promotesFrom: [dev]"));
        assertThat(of(simulation, "production", Operation.PROMOTE, Verdict.REFUSED)
                        .rules())
                .extracting(RecordedRefusal::kind)
                .containsExactly("path");
        assertThat(of(simulation, "production", Operation.DEPLOY, Verdict.REFUSED)
                        .why())
                .contains("would not have come into Git");
        assertThat(simulation.figures())
                .filteredOn(compared -> compared.was().environment().equals("production"))
                .singleElement()
                .satisfies(compared -> {
                    assertThat(compared.was().deployments()).isEqualTo(1);
                    assertThat(compared.would().deployments()).isZero();
                });
    }

    @Test
    void aFreezeOfTheWholeTimeMovesWhatWentInItAndTheNewestWins() throws Exception {
        Simulation simulation = under(text -> text.replace(
                "  production:\n",
                "  production:\n    freeze: [{ from: \"2027-02-01T00:00\", to: \"2027-04-01T00:00\" }]\n"));
        assertThat(of(simulation, "production", Operation.PROMOTE, Verdict.DELAYED)
                        .until())
                .isEqualTo(Instant.parse("2027-04-01T00:00:00Z"));
    }

    @Test
    void whomAStoppedLineLetsPassGoes() throws Exception {
        Simulation simulation = under(text -> text.replace("mayPass: [dave]", "mayPass: [carol]"));
        assertThat(of(simulation, "dev", Operation.RELEASE, Verdict.ALLOWED).was())
                .isEqualTo("refused");
        assertThat(simulation.count(Verdict.ALLOWED)).isEqualTo(2);
    }

    @Test
    void gatesAndApprovalsThatNobodyWasAskedForAreCounted() throws Exception {
        Simulation gate = under(text -> text.replace("name: ticket", "name: budget"));
        assertThat(gate.notReplayed()).anySatisfy(one -> {
            assertThat(one.what()).isEqualTo(Unknown.GATES);
            assertThat(one.count()).isEqualTo(3);
        });
        assertThat(of(gate, STAGING.value(), Operation.PROMOTE, Verdict.ALLOWED).was())
                .isEqualTo("refused");
        Simulation approval =
                under(text -> text.replace("approvers: [payments]", "approvals: [{ from: payments, count: 2 }]"));
        assertThat(approval.notReplayed()).extracting(NotReplayed::what).contains(Unknown.APPROVALS);
        assertThat(approval.differences())
                .noneMatch(one -> one.environment().equals(PRODUCTION) && one.would() == Verdict.REFUSED);
    }
}
