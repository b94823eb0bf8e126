package dev.gitops.cluster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.KindName;
import dev.gitops.cluster.client.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnRuleTest {

    private static final String HEALTHY = "self.status.phase == 'Ready' && self.status.ready >= self.spec.replicas";

    private static Verdict verdict(String healthy, @Nullable String failed, String kind, String status) {
        JsonNode object = Json.read(("{'apiVersion': 'db.example.com/v1', 'kind': '" + kind
                        + "', 'metadata': {'name': 'a'}, 'spec': {'replicas': 2}" + status + "}")
                .replace('\'', '"'));
        return HealthRules.with(List.of(new HealthRule(KindName.of("db.example.com/Database"), healthy, failed)))
                .verdict(object);
    }

    @Test
    void decidesOverObjectsOfItsKind() {
        assertThat(verdict(HEALTHY, null, "Database", ", 'status': {'phase': 'Ready', 'ready': 2}")
                        .health())
                .isEqualTo(Health.HEALTHY);
        assertThat(verdict(HEALTHY, null, "Database", ", 'status': {'phase': 'Ready', 'ready': 1}")
                        .health())
                .isEqualTo(Health.PROGRESSING);
    }

    @Test
    void waitsForAStatusThatIsNotThereYet() {
        Verdict verdict = verdict(HEALTHY, null, "Database", "");

        assertThat(verdict.health()).isEqualTo(Health.PROGRESSING);
        assertThat(verdict.text()).contains("does not have yet");
    }

    @Test
    void endsTheWaitWhereItWillNotBecomeHealthy() {
        Verdict verdict = verdict(
                HEALTHY, "self.status.phase == 'Broken'", "Database", ", 'status': {'phase': 'Broken', 'ready': 0}");

        assertThat(verdict.health()).isEqualTo(Health.DEGRADED);
        assertThat(verdict.outlook()).isEqualTo(Verdict.Outlook.HOPELESS);
    }

    @Test
    void leavesOtherKindsAlone() {
        assertThat(verdict(HEALTHY, null, "Table", "").health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void isRefusedWhereItIsNoExpressionOrGivesNoTruth() {
        assertThatThrownBy(() -> verdict("self.(", null, "Database", ""))
                .hasMessageContaining("health[db.example.com/Database].healthy")
                .hasMessageContaining("is no expression of CEL");
        assertThatThrownBy(() -> verdict("self.spec.replicas", null, "Database", ""))
                .hasMessageContaining("gives no true or false");
    }

    @Test
    void isLookedAtBeforeThereIsAnObject() {
        KindName kind = KindName.of("db.example.com/Database");

        assertThat(HealthRules.problems(new HealthRule(kind, HEALTHY, "self.status.phase == 'Broken'")))
                .isEmpty();
        assertThat(HealthRules.problems(new HealthRule(kind, HEALTHY, "self.status.phase = 'Broken'")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).endsWith(".failed"));
        assertThat(HealthRules.problems(new HealthRule(kind, "1 + 1", null)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("gives no true or false"));
        assertThat(HealthRules.problems(new HealthRule(kind, "object.status.ready", null)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("is no expression of CEL"));
    }
}
