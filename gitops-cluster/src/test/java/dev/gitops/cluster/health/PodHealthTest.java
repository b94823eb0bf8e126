package dev.gitops.cluster.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PodHealthTest {

    private static JsonNode pod(String status) {
        return Json.read(
                ("{\"kind\": \"Pod\", \"metadata\": {}, \"status\": " + status + "}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anInitContainerThatFailedIsNamed() {
        JsonNode pod = pod("""
                {"phase": "Failed",
                 "initContainerStatuses": [{"name": "copy", "state": {"terminated": {"exitCode": 0}}}, {"name": "migrate", "state": {"terminated": {"exitCode": 3}}}],
                 "containerStatuses": [{"name": "main", "state": {"waiting": {"reason": "PodInitializing"}}}]}
                """);

        assertThat(PodHealth.trouble(pod, Instant.now()))
                .get()
                .extracting(PodHealth.Trouble::container)
                .isEqualTo("migrate");
    }

    @Test
    void aContainerThatRunsAndIsNotReadyIsToldAsWhatIsWaitedFor() {
        JsonNode pod = pod("""
                {"phase": "Running",
                 "conditions": [{"type": "Ready", "status": "False"}],
                 "containerStatuses": [{"name": "sidecar", "ready": true, "state": {"running": {}}}, {"name": "main", "ready": false, "state": {"running": {}}}]}
                """);

        assertThat(PodHealth.trouble(pod, Instant.now())).isEmpty();
        assertThat(PodHealth.unready(pod)).get().satisfies(why -> {
            assertThat(why.container()).isEqualTo("main");
            assertThat(why.verdict().message()).isEqualTo("it runs and is not ready");
        });
    }

    @Test
    void aContainerThatHasNotStartedIsToldWithWhatItWaitsFor() {
        JsonNode pod = pod("""
                {"phase": "Pending", "containerStatuses": [{"name": "main", "ready": false, "state": {"waiting": {"reason": "ContainerCreating"}}}]}
                """);

        assertThat(PodHealth.unready(pod))
                .get()
                .satisfies(
                        why -> assertThat(why.verdict().message()).isEqualTo("it has not started (ContainerCreating)"));
    }

    @Test
    void aReadyPodWaitsForNothing() {
        assertThat(PodHealth.unready(
                        pod("{\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}")))
                .isEmpty();
    }
}
