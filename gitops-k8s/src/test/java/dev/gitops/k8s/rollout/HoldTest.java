package dev.gitops.k8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.health.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HoldTest {

    private static final JsonNode SILENT = Json.read("{\"spec\": {}}");

    private static Verdict verdict(JsonNode wanted, JsonNode live) {
        return new Expectation(wanted).refine(live, HealthRules.of(live));
    }

    private static JsonNode scaledToNone(String manager) {
        return Json.read("""
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"generation": 2, "managedFields": [
                   {"manager": "%s", "operation": "Update", "subresource": "scale", "fieldsV1": {"f:spec": {"f:replicas": {}}}}]},
                 "spec": {"replicas": 0}, "status": {"observedGeneration": 2}}
                """.formatted(manager));
    }

    private static JsonNode set(int partition, int updated) {
        return Json.read("""
                {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"generation": 2},
                 "spec": {"replicas": 2, "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": %d}}},
                 "status": {"observedGeneration": 2, "replicas": 2, "readyReplicas": 2, "availableReplicas": 2, "updatedReplicas": %d}}
                """.formatted(partition, updated));
    }

    private static void isHeld(Verdict verdict, String field) {
        assertThat(verdict.reason()).isEqualTo("Paused");
        assertThat(verdict.message()).contains(field);
        assertThat(Expectation.settled(verdict)).isFalse();
    }

    @Nested
    class WhereGitSaysNothing {

        @Test
        void aWorkloadThatAPersonHasScaledToNoneIsHeld() {
            isHeld(verdict(SILENT, scaledToNone("kubectl")), "spec.replicas is 0 in the cluster by kubectl");
        }

        @Test
        void oneThatAnAutoscalerHasScaledToNoneIsAsWanted() {
            assertThat(verdict(SILENT, scaledToNone("keda-operator")).health()).isEqualTo(Health.HEALTHY);
        }

        @Test
        void aPartitionThatKeepsOldPodsIsAHold() {
            isHeld(verdict(SILENT, set(2, 0)), "spec.updateStrategy.rollingUpdate.partition is 2");
            isHeld(verdict(SILENT, set(1, 1)), "partition is 1");
        }

        @Test
        void aPartitionThatKeepsNoneIsNot() {
            assertThat(verdict(SILENT, set(1, 2)).health()).isEqualTo(Health.HEALTHY);
        }

        @Test
        void aDaemonSetThatIsLedToNoNodeIsHeld() {
            JsonNode live = Json.read("""
                    {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"generation": 2},
                     "spec": {"template": {"spec": {"nodeSelector": {"nobody": "here"}}}},
                     "status": {"observedGeneration": 2, "desiredNumberScheduled": 0}}
                    """);
            isHeld(verdict(SILENT, live), "spec.template.spec.nodeSelector.nobody fits no node");
        }
    }

    @Nested
    class WhereGitSaysSo {

        @Test
        void noReplicasAreAsWanted() {
            assertThat(verdict(Json.read("{\"spec\": {\"replicas\": 0}}"), scaledToNone("gitops"))
                            .health())
                    .isEqualTo(Health.HEALTHY);
        }

        @Test
        void aPartitionIsAsWanted() {
            JsonNode wanted = Json.read("{\"spec\": {\"updateStrategy\": {\"rollingUpdate\": {\"partition\": 2}}}}");
            assertThat(verdict(wanted, set(2, 0)).health()).isEqualTo(Health.HEALTHY);
        }
    }
}
