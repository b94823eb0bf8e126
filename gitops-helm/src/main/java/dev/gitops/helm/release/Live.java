package dev.gitops.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of a release with what the cluster has of it.
 *
 * @param wanted as it was rendered
 * @param namespace the namespace it is in, or would be
 * @param object as it is; an empty object where it is not there
 */
record Live(ManifestObject wanted, String namespace, JsonNode object) {

    static List<Live> read(HelmClient helm, List<ManifestObject> objects, String namespace) {
        if (objects.isEmpty()) {
            return List.of();
        }
        List<HelmClient.Key> keys = objects.stream()
                .map(object -> new HelmClient.Key(
                        object.apiVersion(), object.kind(), object.inNamespace().orElse(namespace), object.name()))
                .toList();
        List<JsonNode> found = helm.read(keys);
        List<Live> live = new ArrayList<>();
        for (int index = 0; index < keys.size(); index++) {
            live.add(new Live(objects.get(index), keys.get(index).namespace(), found.get(index)));
        }
        return live;
    }

    boolean isThere() {
        return object.has("kind");
    }

    DeployedObject deployed(DeployedObject.Action action) {
        return new DeployedObject(
                wanted.kind(),
                object.path("metadata").path("namespace").asText(null),
                wanted.name(),
                action,
                health(),
                reason());
    }

    Health health() {
        if (!isThere()) {
            return Health.MISSING;
        }
        JsonNode status = object.path("status");
        JsonNode spec = object.path("spec");
        return switch (wanted.kind()) {
            case "Deployment", "StatefulSet", "ReplicaSet" -> {
                if (spec.path("paused").asBoolean()) {
                    yield Health.SUSPENDED;
                }
                int replicas = spec.path("replicas").asInt(1);
                boolean updated = wanted.kind().equals("ReplicaSet")
                        || status.path("updatedReplicas").asInt() >= replicas
                        || spec.path("updateStrategy").path("type").asText().equals("OnDelete");
                yield seen() && updated && status.path("readyReplicas").asInt() >= replicas
                        ? Health.HEALTHY
                        : stuck() ? Health.DEGRADED : Health.PROGRESSING;
            }
            case "DaemonSet" ->
                seen()
                                && status.path("numberReady").asInt()
                                        >= status.path("desiredNumberScheduled").asInt()
                        ? Health.HEALTHY
                        : Health.PROGRESSING;
            case "Job" ->
                condition("Complete") ? Health.HEALTHY : condition("Failed") ? Health.DEGRADED : Health.PROGRESSING;
            case "Pod" ->
                condition("Ready") || status.path("phase").asText().equals("Succeeded")
                        ? Health.HEALTHY
                        : status.path("phase").asText().equals("Failed") ? Health.DEGRADED : Health.PROGRESSING;
            case "PersistentVolumeClaim" ->
                status.path("phase").asText().equals("Lost") ? Health.DEGRADED : Health.HEALTHY;
            default -> Health.HEALTHY;
        };
    }

    private boolean seen() {
        return object.path("status").path("observedGeneration").asLong()
                >= object.path("metadata").path("generation").asLong();
    }

    private boolean stuck() {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
                return true;
            }
        }
        return false;
    }

    private boolean condition(String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private @Nullable String reason() {
        if (health() == Health.HEALTHY) {
            return null;
        }
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("status").asText().equals("False") && condition.has("message")) {
                return condition.path("message").asText();
            }
        }
        return null;
    }
}
