package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.Addresses;
import dev.gitops.k8s.hook.JobRun;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Rollout;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.JobEnd;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Delivery by server-side apply. Keeps nothing between calls but the connection, so one serves all applications of a cluster, from several threads. */
public final class ApplyDelivery implements Delivery {

    private final Cluster cluster;
    private final Patience patience;

    /**
     * A delivery to a cluster.
     *
     * @param cluster the cluster; closed with the delivery
     */
    public ApplyDelivery(Cluster cluster) {
        this(cluster, Patience.USUAL);
    }

    /**
     * A delivery to a cluster with a patience of its own.
     *
     * @param cluster the cluster; closed with the delivery
     * @param patience how long it waits for what looks as if it would not come; its total is the request's
     */
    public ApplyDelivery(Cluster cluster, Patience patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /** {@return the JSON Schema of the options} */
    public static String schema() {
        return Options.SCHEMA;
    }

    @Override
    public void connect() {
        cluster.connect();
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        WantedSet set = wanted(request);
        if (set.objects().isEmpty()) {
            return new DeliveryResult.Refused(
                    List.of(
                            "the rendered manifests of " + request.target()
                                    + " are empty; delivering them would delete all it has. Take the application out of the inventory if that is meant"));
        }
        return new Deployment(cluster, request, set, patience, progress).run();
    }

    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        return new Comparison(cluster, wanted(request), request).strictly();
    }

    @Override
    public List<ObjectDifference> drift(DeliveryRequest request) {
        return new Comparison(cluster, wanted(request), request).run();
    }

    @Override
    public List<DeployedObject> removable(DeliveryRequest request) {
        return undeployment(request, Progress.SILENT).plan();
    }

    @Override
    public DeliveryResult remove(DeliveryRequest request, Progress progress) {
        return undeployment(request, progress).run();
    }

    /** Kinds that the cluster serves no longer have no objects there. */
    private Undeployment undeployment(DeliveryRequest request, Progress progress) {
        cluster.connect();
        List<ManifestObject> served = request.manifests().objects().stream()
                .filter(object ->
                        cluster.kinds().find(object.apiVersion(), object.kind()).isPresent())
                .toList();
        DeliveryRequest known = ImmutableDeliveryRequest.copyOf(request)
                .withManifests(new RenderedManifests(request.manifests().yaml(), served, List.of()));
        return new Undeployment(cluster, known, WantedSet.of(cluster.kinds(), known, true), patience, progress);
    }

    @Override
    public List<DeployedObject> health(DeliveryRequest request) {
        WantedSet set = wanted(request);
        Snapshot seen = Snapshot.read(cluster, set);
        Memory memory = seen.memory(set);
        return set.objects().stream()
                .map(wanted -> {
                    JsonNode live = seen.members()
                            .getOrDefault(wanted.key(), Json.object().path("missing"));
                    Verdict verdict = memory.hasFinished(wanted) && live.isMissingNode()
                            ? new Verdict(Health.HEALTHY, null, null, Verdict.Outlook.OPEN)
                            : Rollout.verdict(set.health(), live, wanted.json());
                    return new DeployedObject(
                            wanted.key().kind(),
                            wanted.key().namespace(),
                            wanted.key().name(),
                            Action.UNCHANGED,
                            verdict.health(),
                            verdict.text());
                })
                .toList();
    }

    @Override
    public Optional<URI> address(DeliveryRequest request, String service) {
        String namespace = request.target().namespace();
        return Addresses.of(cluster, namespace == null ? wanted(request).home() : namespace, service);
    }

    @Override
    public boolean runsJobs() {
        return true;
    }

    @Override
    public JobEnd runJob(DeliveryRequest request, String cronJob, Duration timeout, Progress progress) {
        return new JobRun(cluster, request, patience.until(timeout), progress).of(cronJob);
    }

    private WantedSet wanted(DeliveryRequest request) {
        cluster.connect();
        return WantedSet.of(cluster.kinds(), request, true);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
