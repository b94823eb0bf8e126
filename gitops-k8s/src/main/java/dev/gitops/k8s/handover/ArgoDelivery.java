package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.SourceTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Delivery by Argo CD: asks it to refresh, orders the sync where the Application does not sync by itself, and waits until this revision is synced and healthy. */
public final class ArgoDelivery extends Controlled {

    /** The schema of the options. */
    public static final String SCHEMA = """
            {
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "namespace": {"type": "string", "description": "the namespace of Argo CD; argocd"},
                    "project": {"type": "string", "description": "an AppProject that is there; without it one is written for each application and environment"},
                    "destination": {"type": "string", "description": "the server that Argo CD delivers to, where it is not the cluster it runs in"}
                  }
                }
              ]
            }
            """;

    private static final String CASCADE = "resources-finalizer.argocd.argoproj.io";

    /**
     * A delivery by the Argo CD of a cluster.
     *
     * @param cluster the cluster that Argo CD runs in; closed with the delivery
     */
    public ArgoDelivery(Cluster cluster) {
        super(cluster);
    }

    @Override
    boolean near(DeliveryRequest request) {
        return ArgoResources.server(request.config()).equals(ArgoResources.HERE);
    }

    @Override
    public String controllerResources(DeliveryRequest request) {
        return ArgoResources.of(request);
    }

    /** Without the right to ask the cluster (a dry run is a patch), or where Argo CD delivers to another one, its own comparison tells which objects differ. */
    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        if (near(request)) {
            try {
                return super.diff(request);
            } catch (AccessDeniedException mayNotAsk) {
                return outOfSync(request);
            }
        }
        return outOfSync(request);
    }

    @Override
    List<ObjectKey> delivered(DeliveryRequest request) {
        return find(ArgoResources.kind(), ArgoResources.namespace(request.config()), name(request))
                .map(application -> Json.items(Json.at(application, "status", "resources")))
                .orElse(List.of())
                .stream()
                .filter(resource -> !resource.path("requiresPruning").asBoolean())
                .filter(resource -> !resource.path("hook").asBoolean())
                .map(resource -> new ObjectKey(
                        resource.path("group").asText(""),
                        resource.path("kind").asText(),
                        Json.text(resource, "namespace").orElse(null),
                        resource.path("name").asText()))
                .toList();
    }

    private List<ObjectDifference> outOfSync(DeliveryRequest request) {
        JsonNode application = find(ArgoResources.kind(), ArgoResources.namespace(request.config()), name(request))
                .orElse(Json.object());
        return Json.items(Json.at(application, "status", "resources")).stream()
                .filter(resource -> resource.path("status").asText().equals("OutOfSync"))
                .map(resource -> new ObjectDifference(
                        resource.path("kind").asText(),
                        Json.text(resource, "namespace").orElse(null),
                        resource.path("name").asText(),
                        resource.path("requiresPruning").asBoolean() ? Change.EXTRA : Change.CHANGED,
                        List.of()))
                .toList();
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        Instant until = Instant.now().plus(request.timeout());
        String namespace = ArgoResources.namespace(request.config());
        String name = name(request);
        Optional<JsonNode> found = find(ArgoResources.kind(), namespace, name);
        if (found.isEmpty()) {
            return missing(
                    "ApplicationNotFound", "Argo CD's Application " + namespace + "/" + name, "gitops init argocd");
        }
        JsonNode before = found.get();
        JsonNode automated = Json.at(before, "spec", "syncPolicy", "automated");
        boolean ordered =
                automated.isMissingNode() || !automated.path("enabled").asBoolean(true);
        progress.tell("asks Argo CD to refresh Application " + name);
        merge(
                ArgoResources.kind(),
                namespace,
                name,
                "{\"metadata\":{\"annotations\":{\"" + ArgoStatus.REFRESH + "\":\"normal\"}}}");
        if (ordered) {
            Stand idle = await(ArgoResources.kind(), namespace, name, until, progress, ArgoDelivery::idle);
            if (!(idle instanceof Stand.Synced)) {
                return result(request, "Argo CD", idle, false, until, progress);
            }
            before = find(ArgoResources.kind(), namespace, name).orElse(before);
            progress.tell("orders the sync of " + request.commit());
            merge(ArgoResources.kind(), namespace, name, Json.text(order(request)));
        }
        ArgoStatus status = new ArgoStatus(request::covers, before, ordered);
        Stand stand = await(ArgoResources.kind(), namespace, name, until, progress, status::of);
        String started =
                Json.text(before, "status", "operationState", "startedAt").orElse("");
        boolean changed = find(ArgoResources.kind(), namespace, name)
                .flatMap(now -> Json.text(now, "status", "operationState", "startedAt"))
                .filter(now -> !now.equals(started))
                .isPresent();
        return result(request, "Argo CD", stand, changed, until, progress);
    }

    @Override
    public List<DeployedObject> removable(DeliveryRequest request) {
        return Farewell.planned(request);
    }

    /** Argo CD deletes what an Application with its finalizer has, and reads the hooks of a deletion from the revision that the Application names: the last one that had them. */
    @Override
    public DeliveryResult remove(DeliveryRequest request, Progress progress) {
        String namespace = ArgoResources.namespace(request.config());
        String name = name(request);
        Farewell farewell = new Farewell(cluster, request, progress);
        Optional<JsonNode> found = find(ArgoResources.kind(), namespace, name);
        if (found.isPresent()) {
            if (!near(request) && !Farewell.kept(request).isEmpty()) {
                return new DeliveryResult.Refused(List.of("the claims of " + request.target()
                        + " are in another cluster than Argo CD, where they cannot be marked to stay; annotate them with"
                        + " argocd.argoproj.io/sync-options: Delete=false in Git, or name them with --with-claims"));
            }
            if (near(request)) {
                farewell.keepClaims("argocd.argoproj.io/sync-options", "Delete=false");
            }
            if (!Json.at(found.get(), "metadata").has("deletionTimestamp")) {
                merge(ArgoResources.kind(), namespace, name, Json.text(leaving(request, found.get())));
            }
        }
        Optional<DeploymentFailure> failure = farewell.delete(ArgoResources.kind(), namespace, name);
        if (failure.isEmpty() && request.config().text("project", "").isEmpty()) {
            failure = farewell.delete(ArgoResources.project(), namespace, name);
        }
        return farewell.ended(failure);
    }

    private static ObjectNode leaving(DeliveryRequest request, JsonNode application) {
        ObjectNode patch = Json.object();
        ArrayNode finalizers = patch.putObject("metadata").putArray("finalizers");
        Json.items(Json.at(application, "metadata", "finalizers")).forEach(finalizers::add);
        if (Json.items(finalizers).stream().noneMatch(each -> each.asText().equals(CASCADE))) {
            finalizers.add(CASCADE);
        }
        String last = request.files().map(SourceTree::commit).orElse("");
        if (!last.isEmpty()) {
            patch.putObject("spec").putObject("source").put("targetRevision", last);
        }
        return patch;
    }

    /** Refreshed, and no sync under way that ours would get in the way of. */
    private static Stand idle(JsonNode application) {
        boolean busy = application.has("operation")
                || Json.text(application, "status", "operationState", "phase")
                        .orElse("")
                        .equals("Running");
        boolean idle = ArgoStatus.refreshed(application) && !busy;
        return idle ? new Stand.Synced("") : new Stand.Waiting(busy ? "finishes another sync" : "refreshes");
    }

    private static ObjectNode order(DeliveryRequest request) {
        ObjectNode patch = Json.object();
        ObjectNode operation = patch.putObject("operation");
        operation.putObject("initiatedBy").put("username", request.actor());
        operation.putArray("info").addObject().put("name", "commit").put("value", request.commit());
        ObjectNode sync = operation.putObject("sync");
        sync.put("revision", request.commit()).put("prune", true);
        sync.putArray("syncOptions").add("ServerSideApply=true");
        return patch;
    }
}
