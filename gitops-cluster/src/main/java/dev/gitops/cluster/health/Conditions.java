package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.Optional;

/** The conditions of an object's status. One that was made for an older generation of the object does not count. */
final class Conditions {

    private final JsonNode object;
    private final long generation;

    Conditions(JsonNode object) {
        this.object = object;
        this.generation = Json.at(object, "metadata", "generation").asLong();
    }

    Optional<JsonNode> find(String type) {
        for (JsonNode condition : Json.at(object, "status", "conditions")) {
            boolean stale = condition.path("observedGeneration").asLong(generation) < generation;
            if (condition.path("type").asText().equals(type) && !stale) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    boolean is(String type, String status) {
        return find(type)
                .filter(found -> found.path("status").asText().equals(status))
                .isPresent();
    }

    boolean none() {
        return Json.at(object, "status", "conditions").isEmpty();
    }

    static String reason(JsonNode condition) {
        return Json.text(condition, "reason").orElse(condition.path("type").asText());
    }

    static String message(JsonNode condition) {
        return condition.path("message").asText("");
    }

    /** Whether the controller has not yet seen the object's present generation. */
    boolean unseen() {
        JsonNode observed = Json.at(object, "status", "observedGeneration");
        return observed.isMissingNode() ? false : observed.asLong() < generation;
    }
}
