package dev.gitops.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.Watch;
import java.time.Instant;

/** Stands in for Flux' controllers, which cannot run here: takes a request to reconcile as they do, and writes the status that they write. */
final class FakeFlux implements AutoCloseable {

    private final Cluster cluster;
    private final String namespace;
    private final Watch repositories;
    private final Watch applications;
    private final Kind application;

    /** What the branch has. */
    volatile String head;

    /** The Ready condition's reason and message of a reconciliation that fails; empty for one that works. */
    volatile String failure = "";

    private volatile String message = "";

    FakeFlux(Cluster cluster, String namespace, Kind application, String head) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.application = application;
        this.head = head;
        this.repositories = watch(
                new Kind("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", true), this::fetch);
        this.applications = watch(application, this::reconcile);
    }

    void fails(String reason, String why) {
        message = why;
        failure = reason;
    }

    private interface Controller {
        ObjectNode status(JsonNode object, String requested);
    }

    private Watch watch(Kind kind, Controller controller) {
        return new Watch(cluster, Call.get(kind.path(namespace)), new Watch.Listener() {
            @Override
            public void present(JsonNode object) {
                String requested = Json.at(object, "metadata", "annotations", "reconcile.fluxcd.io/requestedAt")
                        .asText("");
                boolean handled = requested.equals(
                        Json.at(object, "status", "lastHandledReconcileAt").asText(""));
                if (!handled && !Json.at(object, "spec", "suspend").asBoolean()) {
                    ObjectNode status = controller.status(object, requested);
                    status.put("lastHandledReconcileAt", requested);
                    status.put(
                            "observedGeneration",
                            Json.at(object, "metadata", "generation").asLong());
                    ObjectNode patch = Json.object();
                    patch.set("status", status);
                    String path = kind.path(
                                    namespace,
                                    Json.at(object, "metadata", "name").asText()) + "/status";
                    cluster.call(Call.merge(path, Json.text(patch)));
                }
            }

            @Override
            public void gone(JsonNode object) {}

            @Override
            public void failed(RuntimeException why) {}
        });
    }

    private ObjectNode fetch(JsonNode repository, String requested) {
        String commit = Json.text(repository, "spec", "ref", "commit").orElse(head);
        ObjectNode status = Json.object();
        status.putObject("artifact")
                .put("revision", "main@sha1:" + commit)
                .put("path", "gitrepository/x")
                .put("url", "http://source-controller/x")
                .put("digest", "sha256:" + "0".repeat(64))
                .put("lastUpdateTime", Instant.now().toString());
        ready(status, "True", "Succeeded", "stored artifact for revision 'main@sha1:" + commit + "'");
        return status;
    }

    private ObjectNode reconcile(JsonNode object, String requested) {
        String repository = Json.at(object, "metadata", "name").asText();
        JsonNode source = cluster.call(Call.get(
                        "/apis/source.toolkit.fluxcd.io/v1/namespaces/" + namespace + "/gitrepositories/" + repository))
                .body();
        String artifact = Json.at(source, "status", "artifact", "revision").asText();
        boolean chart = application.name().equals("HelmRelease");
        String revision =
                chart ? "0.1.0+" + artifact.substring(artifact.indexOf(':') + 1).substring(0, 12) : artifact;
        ObjectNode status = Json.object().put("lastAttemptedRevision", revision);
        if (failure.isEmpty()) {
            if (!chart) {
                status.put("lastAppliedRevision", revision);
            }
            ready(status, "True", "ReconciliationSucceeded", "Applied revision: " + revision);
        } else {
            ready(status, "False", failure, message);
        }
        return status;
    }

    private static void ready(ObjectNode status, String state, String reason, String message) {
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", state)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", Instant.now().toString());
    }

    @Override
    public void close() {
        repositories.close();
        applications.close();
    }
}
