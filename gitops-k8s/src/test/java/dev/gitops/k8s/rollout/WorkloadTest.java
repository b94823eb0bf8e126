package dev.gitops.k8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static JsonNode workload(String kind, int generation, int observed) {
        return Json.read("""
                {"kind": "%s",
                 "metadata": {"uid": "w", "generation": %d, "annotations": {"deployment.kubernetes.io/revision": "2"}},
                 "status": {"observedGeneration": %d, "updateRevision": "second"}}
                """.formatted(kind, generation, observed));
    }

    private static JsonNode owned(String uid, String by, String metadata) {
        return Json.read("""
                {"metadata": {"uid": "%s", "ownerReferences": [{"uid": "%s"}], %s}}
                """.formatted(uid, by, metadata));
    }

    private static JsonNode set(String uid, int revision) {
        return owned(uid, "w", "\"annotations\": {\"deployment.kubernetes.io/revision\": \"" + revision + "\"}");
    }

    private static JsonNode pod(String uid, String by, String revision) {
        return owned(uid, by, "\"labels\": {\"controller-revision-hash\": \"" + revision + "\"}");
    }

    /** The second template is broken, and a deployment has just written the third. */
    @Nested
    class BeforeItsControllerHasSeenTheNewTemplate {

        @Test
        void noPodOfADeploymentIsOfThePresentOne() {
            List<JsonNode> sets = List.of(set("one", 1), set("two", 2));
            List<JsonNode> pods = List.of(pod("broken", "two", ""));
            assertThat(Workload.pods(workload("Deployment", 3, 2), sets, pods)).isEmpty();
        }

        @Test
        void noPodOfAStatefulSetIsOfThePresentOne() {
            List<JsonNode> pods = List.of(pod("broken", "w", "second"));
            assertThat(Workload.pods(workload("StatefulSet", 3, 2), List.of(), pods))
                    .isEmpty();
        }
    }

    @Nested
    class OnceItsControllerHasSeenIt {

        @Test
        void thePodsOfADeploymentAreThoseOfItsRevision() {
            List<JsonNode> sets = List.of(set("one", 1), set("two", 2));
            List<JsonNode> pods = List.of(pod("old", "one", ""), pod("new", "two", ""));
            assertThat(Workload.pods(workload("Deployment", 2, 2), sets, pods)).containsExactly(pods.get(1));
        }

        @Test
        void thePodsOfAStatefulSetAreThoseOfItsUpdate() {
            List<JsonNode> pods = List.of(pod("old", "w", "first"), pod("new", "w", "second"));
            assertThat(Workload.pods(workload("StatefulSet", 2, 2), List.of(), pods))
                    .containsExactly(pods.get(1));
        }
    }
}
