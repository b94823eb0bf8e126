package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the status of a Flux resource means for a revision we wait for.
 *
 * @param covers whether a revision delivers what we wait for
 * @param commit the commit we wait for
 * @param asked the token we asked for a reconciliation with
 */
record FluxStatus(Predicate<String> covers, String commit, String asked) {

    static final String REQUESTED = "reconcile.fluxcd.io/requestedAt";

    /** What passes by itself. */
    private static final Set<String> PASSING =
            Set.of("DependencyNotReady", "Progressing", "ProgressingWithRetry", "ArtifactFailed");

    /** A GitRepository: its artifact is the revision. */
    Stand ofSource(JsonNode source) {
        String revision =
                commit(Json.text(source, "status", "artifact", "revision").orElse(""));
        if (covers.test(revision)) {
            return new Stand.Synced(revision);
        }
        if (!handled(source)) {
            return new Stand.Waiting("fetches");
        }
        JsonNode ready = ready(source);
        if (ready.path("status").asText().equals("False")) {
            return new Stand.Broken(
                    ready.path("reason").asText(), ready.path("message").asText(), false);
        }
        return revision.isEmpty() ? new Stand.Waiting("fetches") : new Stand.Overtaken(revision);
    }

    /** A Kustomization: it has applied the revision and is ready. */
    Stand ofKustomization(JsonNode kustomization) {
        return stand(
                kustomization,
                "lastAppliedRevision",
                "lastAttemptedRevision",
                revision -> covers.test(commit(revision)));
    }

    /** A HelmRelease: a chart from Git has the commit's first digits in its version. */
    Stand ofRelease(JsonNode release) {
        String digits = "+" + commit.substring(0, Math.min(12, commit.length()));
        return stand(release, "lastAttemptedRevision", "lastAttemptedRevision", revision -> revision.contains(digits));
    }

    private Stand stand(JsonNode resource, String appliedAt, String attemptedAt, Predicate<String> ours) {
        if (Json.at(resource, "spec", "suspend").asBoolean()) {
            return new Stand.Broken("Suspended", "somebody suspended it; resume it first", true);
        }
        boolean seen = Json.at(resource, "status", "observedGeneration").asLong()
                >= Json.at(resource, "metadata", "generation").asLong();
        if (!handled(resource) || !seen) {
            return new Stand.Waiting("reconciles");
        }
        JsonNode ready = ready(resource);
        String applied = Json.text(resource, "status", appliedAt).orElse("");
        String attempted = Json.text(resource, "status", attemptedAt).orElse("");
        String state = ready.path("status").asText();
        String reason = ready.path("reason").asText();
        if (state.equals("True") && ours.test(applied)) {
            return new Stand.Synced(appliedAt.equals(attemptedAt) ? commit : commit(applied));
        }
        if (state.equals("False") && ours.test(attempted)) {
            return new Stand.Broken(reason, ready.path("message").asText(), !PASSING.contains(reason));
        }
        if (state.equals("True") && !applied.isEmpty()) {
            return new Stand.Overtaken(applied);
        }
        return new Stand.Waiting(ready.path("message").asText("reconciles"));
    }

    private boolean handled(JsonNode resource) {
        return Json.text(resource, "status", "lastHandledReconcileAt")
                .orElse("")
                .equals(asked);
    }

    private static JsonNode ready(JsonNode resource) {
        for (JsonNode condition : Json.at(resource, "status", "conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition;
            }
        }
        return Json.object().path("none");
    }

    /** The commit in a revision such as {@code main@sha1:1a2b}. */
    static String commit(String revision) {
        return revision.substring(revision.lastIndexOf(':') + 1);
    }
}
