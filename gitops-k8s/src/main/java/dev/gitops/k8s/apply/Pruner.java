package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.k8s.rollout.Removal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes what is no longer wanted, in the reverse order of applying, and only the very object that was seen. What cannot be deleted stays in the set for the next time. */
final class Pruner {

    private final Cluster cluster;
    private final Snapshot seen;

    Pruner(Cluster cluster, Snapshot seen) {
        this.cluster = cluster;
        this.seen = seen;
    }

    List<DeployedObject> prune(Map<ObjectKey, JsonNode> unwanted) {
        List<DeployedObject> pruned = new ArrayList<>();
        for (int wave = ApplyOrder.waves() - 1; wave >= 0; wave--) {
            int now = wave;
            List<Map.Entry<ObjectKey, JsonNode>> going = unwanted.entrySet().stream()
                    .filter(entry -> ApplyOrder.wave(entry.getKey().kind()) == now)
                    .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                    .toList();
            pruned.addAll(cluster.all(going, entry -> delete(entry.getKey(), entry.getValue())));
        }
        return pruned;
    }

    private DeployedObject delete(ObjectKey key, JsonNode live) {
        Optional<Kind> kind = seen.kind(key);
        if (kind.isEmpty()) {
            return done(key, Action.FAILED, "its kind is no longer served");
        }
        Answer answer = cluster.call(Removal.call(
                kind.get().path(key.namespace(), key.name()),
                Json.at(live, "metadata", "uid").asText(),
                "Background"));
        return answer.ok() || answer.notFound()
                ? done(key, Action.PRUNED, null)
                : done(key, Action.FAILED, "cannot be deleted: " + answer.message());
    }

    private static DeployedObject done(ObjectKey key, Action action, @Nullable String reason) {
        Health health = action == Action.PRUNED ? Health.MISSING : Health.UNKNOWN;
        return new DeployedObject(key.kind(), key.namespace(), key.name(), action, health, reason);
    }
}
