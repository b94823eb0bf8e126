package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Delivery by Flux: pins the commit where it was approved, asks for a reconciliation of source and application, and waits until this revision is applied and ready. */
public final class FluxDelivery extends Controlled {

    /** The schema of the options. */
    public static final String SCHEMA = """
            {
              "oneOf": [
                {"type": "null"},
                {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "namespace": {"type": "string", "description": "the namespace of the Flux resources; flux-system"},
                    "secret": {"type": "string", "description": "the Secret with the credentials of the config repository"}
                  }
                }
              ]
            }
            """;

    /**
     * A delivery by the Flux of a cluster.
     *
     * @param cluster the cluster; closed with the delivery
     */
    public FluxDelivery(Cluster cluster) {
        super(cluster);
    }

    @Override
    boolean near(DeliveryRequest request) {
        return true;
    }

    @Override
    public String controllerResources(DeliveryRequest request) {
        return FluxResources.of(request);
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        Instant until = Instant.now().plus(request.timeout());
        String namespace = FluxResources.namespace(request.config());
        String name = name(request);
        boolean chart = request.source().chart() != null;
        Kind kind = chart ? FluxResources.release() : FluxResources.kustomization();
        Optional<JsonNode> before = find(kind, namespace, name);
        if (before.isEmpty()
                || find(FluxResources.repository(), namespace, name).isEmpty()) {
            String what =
                    before.isEmpty() ? kind.name() : FluxResources.repository().name();
            return missing(what + "NotFound", "Flux' " + what + " " + namespace + "/" + name, "gitops init flux");
        }
        String asked = Instant.now().toString();
        FluxStatus status = new FluxStatus(request::covers, request.commit(), asked);
        progress.tell("asks Flux to fetch " + request.commit());
        merge(FluxResources.repository(), namespace, name, Json.text(source(request, asked)));
        Stand fetched = await(FluxResources.repository(), namespace, name, until, progress, status::ofSource);
        if (!(fetched instanceof Stand.Synced)) {
            return result(request, "Flux", fetched, false, until, progress);
        }
        progress.tell("asks Flux to reconcile " + kind.name() + " " + name);
        merge(kind, namespace, name, Json.text(annotation(asked)));
        Stand stand =
                await(kind, namespace, name, until, progress, chart ? status::ofRelease : status::ofKustomization);
        String revision = chart ? "lastAttemptedRevision" : "lastAppliedRevision";
        boolean changed = !Json.text(before.get(), "status", revision)
                .equals(find(kind, namespace, name).flatMap(now -> Json.text(now, "status", revision)));
        return result(request, "Flux", stand, changed, until, progress);
    }

    @Override
    public List<DeployedObject> removable(DeliveryRequest request) {
        return Farewell.planned(request);
    }

    /** Flux deletes what its resource has when that is deleted, but not where it is suspended or told not to prune. */
    @Override
    public DeliveryResult remove(DeliveryRequest request, Progress progress) {
        String namespace = FluxResources.namespace(request.config());
        String name = name(request);
        boolean chart = request.source().chart() != null;
        Kind kind = chart ? FluxResources.release() : FluxResources.kustomization();
        Farewell farewell = new Farewell(cluster, request, progress);
        Optional<JsonNode> found = find(kind, namespace, name);
        if (found.isPresent()) {
            if (chart && !Farewell.kept(request).isEmpty()) {
                return new DeliveryResult.Refused(
                        List.of(
                                "Helm deletes the claims of " + request.target()
                                        + " with their release; annotate them with helm.sh/resource-policy: keep in the chart and deploy that first, or name them with --with-claims"));
            }
            if (!chart && !Json.at(found.get(), "spec", "prune").asBoolean()) {
                return new DeliveryResult.Refused(List.of("Flux' Kustomization " + namespace + "/" + name
                        + " does not prune, so that its objects would stay; set spec.prune, or delete them by hand"));
            }
            if (!chart) {
                farewell.keepClaims("kustomize.toolkit.fluxcd.io/prune", "disabled");
            }
            if (Json.at(found.get(), "spec", "suspend").asBoolean()) {
                merge(kind, namespace, name, "{\"spec\":{\"suspend\":false}}");
            }
        }
        Optional<DeploymentFailure> failure = farewell.delete(kind, namespace, name);
        if (failure.isEmpty()) {
            failure = farewell.delete(FluxResources.repository(), namespace, name);
        }
        return farewell.ended(failure);
    }

    private static ObjectNode source(DeliveryRequest request, String asked) {
        ObjectNode patch = annotation(asked);
        if (request.approvalRequired()) {
            ObjectNode spec = patch.putObject("spec").put("suspend", false);
            spec.putObject("ref").put("commit", request.commit());
        }
        return patch;
    }

    private static ObjectNode annotation(String asked) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").putObject("annotations").put(FluxStatus.REQUESTED, asked);
        return patch;
    }
}
