package dev.gitops.helm.release;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.helm.ReleaseFiles;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ManifestObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The end of a release: Helm uninstalls it with its hooks. Its claims would go too, so that each must be named or kept by Helm's own annotation. */
record Uninstall(HelmClient helm, Cluster cluster, DeliveryRequest request, Progress progress) {

    private static final String CLAIM = "PersistentVolumeClaim";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What would become of what the release holds. */
    List<DeployedObject> plan(List<ManifestObject> released) {
        return released.stream()
                .map(object -> new DeployedObject(
                        object.kind(),
                        object.namespace(),
                        object.name(),
                        isKept(object) ? Action.UNCHANGED : Action.PRUNED,
                        Health.UNKNOWN,
                        isKept(object)
                                ? "kept: its annotation helm.sh/resource-policy says so"
                                : "Helm would delete it with the release"))
                .toList();
    }

    DeliveryResult run(List<ManifestObject> released) {
        String release = ReleaseFiles.nameOf(request);
        String namespace = HelmDelivery.namespace(request);
        if (helm.history(release, namespace).isEmpty()) {
            return new DeliveryResult.Delivered(
                    List.of(), false, List.of("there is no release " + release + " in " + namespace + " any more"));
        }
        List<String> unnamed = released.stream()
                .filter(object -> object.kind().equals(CLAIM) && !isKept(object))
                .map(ManifestObject::name)
                .filter(name -> !request.pruneConfirmed().contains(CLAIM + "/" + name))
                .toList();
        if (!unnamed.isEmpty()) {
            return new DeliveryResult.Refused(
                    List.of(
                            "Helm deletes the claims " + String.join(", ", unnamed)
                                    + " with the release " + release
                                    + "; annotate them with helm.sh/resource-policy: keep in the chart and deploy that first, or name them with --with-claims"));
        }
        progress.tell("uninstalls the release " + release + " in " + namespace);
        try {
            helm.uninstall(release, namespace);
        } catch (IllegalStateException failed) {
            String text = String.valueOf(failed.getMessage()).strip();
            if (ClusterException.isUnreachable(text)) {
                throw helm.failed("uninstall " + release, failed);
            }
            return new DeliveryResult.Failed(List.of(), DeploymentFailure.of("HelmFailed", text));
        }
        List<ManifestObject> going =
                released.stream().filter(object -> !isKept(object)).toList();
        List<DeployedObject> left = gone(going, namespace);
        List<DeployedObject> objects = going.stream()
                .map(object -> new DeployedObject(
                        object.kind(), object.namespace(), object.name(), Action.PRUNED, Health.MISSING, null))
                .toList();
        return left.isEmpty()
                ? new DeliveryResult.Delivered(objects, true, List.of())
                : new DeliveryResult.Failed(
                        objects,
                        DeploymentFailure.of(
                                "Terminating",
                                left.get(0).kind() + " " + left.get(0).name()
                                        + " is still there: something holds it; see its finalizers, and remove again"));
    }

    /** What is still there once the time is up. */
    private List<DeployedObject> gone(List<ManifestObject> going, String namespace) {
        Instant until = Instant.now().plus(request.timeout());
        HealthRules rules = HealthRules.with(request.healthRules());
        while (true) {
            List<DeployedObject> there = Live.read(cluster, going, namespace).stream()
                    .map(live -> live.deployed(Action.UNCHANGED, rules))
                    .filter(object -> object.health() != Health.MISSING)
                    .toList();
            if (there.isEmpty() || !Instant.now().isBefore(until)) {
                return there;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return there;
            }
        }
    }

    private static boolean isKept(ManifestObject object) {
        return object.content().get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && "keep".equals(annotations.get("helm.sh/resource-policy"));
    }
}
