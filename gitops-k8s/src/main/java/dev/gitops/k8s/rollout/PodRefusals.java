package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.health.Verdict.Outlook;
import dev.gitops.cluster.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds workloads whose pods the server refuses, as a quota or an admission plugin does, and whose status does not say so: only events of their controllers tell. Refused is what goes on being
 * refused while no pod more comes; two counts are compared, so that neither clocks nor events of an earlier deployment matter.
 */
final class PodRefusals {

    private final Diagnosis diagnosis;
    private final Duration pause;
    private final Map<ObjectKey, Look> looks = new HashMap<>();

    /**
     * A look at a workload.
     *
     * @param pods how many pods it had
     * @param refused how many were refused until then; negative where nobody has asked
     * @param next when to look again
     */
    private record Look(long pods, long refused, Instant next) {}

    /**
     * Refusals.
     *
     * @param pause how long to wait for another pod between two looks
     */
    PodRefusals(Diagnosis diagnosis, Duration pause) {
        this.diagnosis = diagnosis;
        this.pause = pause;
    }

    /** That the pods a workload lacks are refused. */
    Optional<Verdict> of(ObjectKey key, JsonNode workload, Instant now) {
        if (!lacksPods(workload)) {
            looks.remove(key);
            return Optional.empty();
        }
        long pods = pods(workload);
        Look last = looks.get(key);
        if (last == null || last.pods() != pods) {
            looks.put(key, new Look(pods, -1, now.plus(pause)));
            return Optional.empty();
        }
        return now.isBefore(last.next()) ? Optional.empty() : look(key, workload, last, now);
    }

    private Optional<Verdict> look(ObjectKey key, JsonNode workload, Look last, Instant now) {
        List<JsonNode> events =
                diagnosis.refusals(key, Json.at(workload, "metadata", "uid").asText());
        long refused = events.stream()
                .mapToLong(event -> Math.max(1, event.path("count").asLong()))
                .sum();
        looks.put(key, new Look(last.pods(), refused, now.plus(pause)));
        if (last.refused() < 0 || refused <= last.refused()) {
            return Optional.empty();
        }
        String message = events.get(events.size() - 1).path("message").asText();
        return Optional.of(new Verdict(Health.DEGRADED, Diagnosis.REFUSED, message, Outlook.HOPELESS));
    }

    /** A Job that has any pod goes on with it. */
    private static boolean lacksPods(JsonNode workload) {
        return switch (workload.path("kind").asText()) {
            case "StatefulSet" ->
                pods(workload) < Json.at(workload, "spec", "replicas").asLong(1);
            case "DaemonSet" -> pods(workload) < status(workload, "desiredNumberScheduled");
            case "Job" -> pods(workload) == 0;
            default -> false;
        };
    }

    private static long pods(JsonNode workload) {
        return switch (workload.path("kind").asText()) {
            case "StatefulSet" -> status(workload, "replicas");
            case "DaemonSet" -> status(workload, "currentNumberScheduled");
            default -> status(workload, "active");
        };
    }

    private static long status(JsonNode workload, String count) {
        return Json.at(workload, "status", count).asLong();
    }
}
