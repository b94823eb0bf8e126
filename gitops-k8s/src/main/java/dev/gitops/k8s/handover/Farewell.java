package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.k8s.rollout.Removal;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ManifestObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what a controller delivers, by deleting the resource that has it do so: the controller deletes the objects, runs their hooks, and lets its resource go last. Claims that nobody named are marked first,
 * so that it leaves them.
 */
final class Farewell {

    private static final String CLAIM = "PersistentVolumeClaim";
    private static final Kind CLAIMS = KnownKinds.get("v1", CLAIM);

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final Progress progress;
    private final List<DeployedObject> done = new ArrayList<>();
    private final Instant until;

    Farewell(Cluster cluster, DeliveryRequest request, Progress progress) {
        this.cluster = cluster;
        this.request = request;
        this.progress = progress;
        this.until = Instant.now().plus(request.timeout());
    }

    /** The claims of the manifests that nobody named. */
    static List<ManifestObject> kept(DeliveryRequest request) {
        return request.manifests().objects().stream()
                .filter(object -> object.kind().equals(CLAIM))
                .filter(object -> !request.pruneConfirmed().contains(CLAIM + "/" + object.name()))
                .toList();
    }

    /** Objects for a plan. */
    static List<DeployedObject> planned(DeliveryRequest request) {
        List<ManifestObject> kept = kept(request);
        return request.manifests().objects().stream()
                .map(object -> new DeployedObject(
                        object.kind(),
                        object.namespace(),
                        object.name(),
                        kept.contains(object) ? Action.UNCHANGED : Action.PRUNED,
                        Health.UNKNOWN,
                        kept.contains(object)
                                ? "kept: it holds data, and was not named"
                                : "its controller would delete it"))
                .toList();
    }

    /** Marks the claims that stay by an annotation that their controller heeds. */
    void keepClaims(String annotation, String value) {
        for (ManifestObject claim : kept(request)) {
            String namespace = claim.inNamespace().orElse(request.target().namespace());
            if (namespace == null) {
                continue;
            }
            ObjectNode patch = Json.object();
            patch.putObject("metadata").putObject("annotations").put(annotation, value);
            Call call = Call.merge(CLAIMS.path(namespace, claim.name()), Json.text(patch))
                    .with("fieldManager", Controlled.MANAGER);
            Answer answer = cluster.call(call);
            if (!answer.ok() && !answer.notFound()) {
                throw new UnexpectedAnswerException(cluster.name(), call, answer);
            }
        }
    }

    /** Deletes a resource and waits until it is gone; why it is not, otherwise. */
    Optional<DeploymentFailure> delete(Kind kind, String namespace, String name) {
        String path = kind.path(namespace, name);
        Call get = Call.get(path);
        Answer there = cluster.call(get);
        if (there.notFound()) {
            return Optional.empty();
        }
        ObjectKey key = new ObjectKey(kind.group(), kind.name(), namespace, name);
        String uid = Json.at(there.body(), "metadata", "uid").asText();
        Call delete = Removal.call(path, uid, "Background");
        Answer deleted = cluster.call(delete);
        if (!deleted.ok() && !deleted.notFound()) {
            throw new UnexpectedAnswerException(cluster.name(), delete, deleted);
        }
        Duration left = Duration.between(Instant.now(), until);
        boolean gone = Removal.awaitGone(
                cluster, path, kind, key, progress, left.isNegative() ? Duration.ofSeconds(1) : left, () -> false);
        done.add(new DeployedObject(
                kind.name(),
                namespace,
                name,
                Action.PRUNED,
                gone ? Health.MISSING : Health.PROGRESSING,
                gone ? null : "terminating"));
        return gone
                ? Optional.empty()
                : Optional.of(stuck(key, cluster.call(get).body()));
    }

    private static DeploymentFailure stuck(ObjectKey key, JsonNode live) {
        List<String> said = new ArrayList<>();
        Json.items(Json.at(live, "status", "conditions"))
                .forEach(condition -> said.add(condition.path("message").asText("")));
        said.removeIf(String::isBlank);
        return DeploymentFailure.of(
                "Terminating",
                key + " is terminating, its controller has not let it go"
                        + (said.isEmpty() ? "" : ": " + String.join("; ", said))
                        + "; see what the controller says, and remove again: it goes on from here");
    }

    DeliveryResult ended(Optional<DeploymentFailure> failure) {
        List<String> notices = new ArrayList<>();
        kept(request).forEach(claim -> notices.add(claim + " is kept: it holds data, and was not named"));
        return failure.<DeliveryResult>map(why -> new DeliveryResult.Failed(done, why))
                .orElseGet(() -> new DeliveryResult.Delivered(done, !done.isEmpty(), notices));
    }
}
