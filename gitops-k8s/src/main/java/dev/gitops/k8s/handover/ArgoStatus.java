package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an Argo CD Application's status means for a revision we wait for.
 *
 * @param covers whether a revision delivers what we wait for
 * @param before the Application before we asked for anything
 * @param ordered whether we ordered a sync, as Argo CD does not sync this Application by itself
 */
record ArgoStatus(Predicate<String> covers, JsonNode before, boolean ordered) {

    static final String REFRESH = "argocd.argoproj.io/refresh";

    private static final Set<String> FAILED = Set.of("Failed", "Error");
    private static final Set<String> ERRORS = Set.of("ComparisonError", "InvalidSpecError", "UnknownError");

    /** Whether Argo CD has looked at Git since we asked: it takes our annotation away in the write that brings what it saw. */
    static boolean refreshed(JsonNode application) {
        return !Json.at(application, "metadata", "annotations").has(REFRESH);
    }

    Stand of(JsonNode application) {
        JsonNode status = application.path("status");
        if (!refreshed(application)) {
            return new Stand.Waiting("refreshes");
        }
        for (JsonNode condition : status.path("conditions")) {
            if (ERRORS.contains(condition.path("type").asText())) {
                return new Stand.Broken(
                        condition.path("type").asText(),
                        condition.path("message").asText(),
                        false);
            }
        }
        JsonNode operation = status.path("operationState");
        String synced = Json.text(operation, "syncResult", "revision")
                .or(() -> Json.text(operation, "operation", "sync", "revision"))
                .orElse("");
        boolean ours = covers.test(synced);
        boolean old =
                ordered && text(operation, "startedAt").equals(text(before, "status", "operationState", "startedAt"));
        String phase = text(operation, "phase");
        if (ours && !old && FAILED.contains(phase)) {
            return new Stand.Broken("SyncFailed", message(operation), true);
        }
        boolean done = ours && !old && phase.equals("Succeeded");
        String compared = text(status, "sync", "revision");
        boolean inSync = !ordered
                && covers.test(compared)
                && text(status, "sync", "status").equals("Synced");
        if (done || inSync) {
            return health(status, operation, ours && done ? synced : compared);
        }
        if (!ordered && !compared.isEmpty() && !covers.test(compared)) {
            return new Stand.Overtaken(compared);
        }
        if (ordered && !old && !synced.isEmpty() && !ours) {
            return new Stand.Overtaken(synced);
        }
        String doing = phase.equals("Running") ? text(operation, "message") : "";
        return new Stand.Waiting(text(status, "sync", "status") + (doing.isEmpty() ? "" : ", " + doing));
    }

    private static Stand health(JsonNode status, JsonNode operation, String revision) {
        // an answer older than the sync is about what was there before
        boolean stale = text(status, "reconciledAt").compareTo(text(operation, "finishedAt")) < 0;
        String health = text(status, "health", "status");
        if (stale) {
            return new Stand.Waiting("synced, looks at the health");
        }
        return switch (health) {
            case "Healthy", "Suspended" -> new Stand.Synced(revision);
            case "Degraded", "Missing" -> new Stand.Broken(health, "synced, but " + health + unhealthy(status), false);
            default -> new Stand.Waiting("synced, " + health);
        };
    }

    /** Argo CD keeps the health of each resource in the status only where it is told to. */
    private static String unhealthy(JsonNode status) {
        String said = Json.text(status, "health", "message")
                .map(message -> ": " + message)
                .orElse("");
        List<String> resources = Json.items(status.path("resources")).stream()
                .filter(resource -> Set.of("Degraded", "Missing").contains(text(resource, "health", "status")))
                .map(resource -> resource.path("kind").asText() + " "
                        + resource.path("name").asText() + ": " + text(resource, "health", "message"))
                .toList();
        return said + (resources.isEmpty() ? "" : ": " + String.join("; ", resources));
    }

    private static String message(JsonNode operation) {
        String resources = Json.items(Json.at(operation, "syncResult", "resources")).stream()
                .filter(resource -> resource.path("status").asText().equals("SyncFailed")
                        || Set.of("Failed", "Error")
                                .contains(resource.path("hookPhase").asText()))
                .map(resource -> resource.path("kind").asText() + " "
                        + resource.path("name").asText() + ": "
                        + resource.path("message").asText())
                .collect(Collectors.joining("; "));
        return text(operation, "message") + (resources.isEmpty() ? "" : " (" + resources + ")");
    }

    private static String text(JsonNode node, String... keys) {
        return Json.text(node, keys).orElse("");
    }
}
