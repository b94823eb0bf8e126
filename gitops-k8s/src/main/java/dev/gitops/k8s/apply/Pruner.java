package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.GitOpsException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Deletes what is no longer wanted, in the reverse order of applying, and only the very object that was seen, as it was seen. What cannot be deleted stays in the set for the next time. */
final class Pruner {

    private static final int TRIES = 10;

    private final Cluster cluster;
    private final Snapshot seen;
    private final Lock lock;

    /**
     * What became of an object.
     *
     * @param key which
     * @param object what is told of it
     * @param gone whether it is out of the set
     */
    record Pruned(ObjectKey key, DeployedObject object, boolean gone) {}

    Pruner(Cluster cluster, Snapshot seen, Lock lock) {
        this.cluster = cluster;
        this.seen = seen;
        this.lock = lock;
    }

    /**
     * Prunes.
     *
     * @param pruned gets what was done, also where it ends on the way
     * @throws LockLostException if the lock is somebody else's now
     */
    void prune(Map<ObjectKey, JsonNode> unwanted, List<Pruned> pruned) {
        for (int wave = ApplyOrder.waves() - 1; wave >= 0; wave--) {
            int now = wave;
            List<Map.Entry<ObjectKey, JsonNode>> going = unwanted.entrySet().stream()
                    .filter(entry -> ApplyOrder.wave(entry.getKey().kind()) == now)
                    .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                    .toList();
            if (going.isEmpty()) {
                continue;
            }
            if (!lock.held()) {
                throw new LockLostException(lock);
            }
            Map<ObjectKey, Pruned> done = new ConcurrentHashMap<>();
            try {
                cluster.all(going, entry -> {
                    done.put(entry.getKey(), quietly(entry.getKey(), entry.getValue()));
                    return true;
                });
            } finally {
                // whatever ends it on the way, what was deleted is told, and what may have been
                going.forEach(entry -> pruned.add(done.getOrDefault(entry.getKey(), unknown(entry.getKey()))));
            }
            if (done.values().stream()
                    .anyMatch(each -> LOST.equals(each.object().reason()))) {
                throw new LockLostException(lock);
            }
        }
    }

    private static Pruned unknown(ObjectKey key) {
        return failed(key, "told to stop while it was deleted, so that nobody knows whether it is gone");
    }

    private static final String LOST = "left alone, as the lock was lost";

    private Pruned quietly(ObjectKey key, JsonNode live) {
        try {
            return delete(key, live);
        } catch (GitOpsException unreachable) {
            return failed(key, "cannot be deleted: " + unreachable.getMessage());
        }
    }

    private Pruned delete(ObjectKey key, JsonNode seenLast) {
        Optional<Kind> kind = seen.kind(key);
        if (kind.isEmpty()) {
            return failed(key, "its kind is no longer served");
        }
        String path = kind.get().path(key.namespace(), key.name());
        String uid = Json.at(seenLast, "metadata", "uid").asText();
        JsonNode live = seenLast;
        for (int tries = 0; ; tries++) {
            Answer answer = cluster.call(Removal.call(
                    path, uid, Json.at(live, "metadata", "resourceVersion").asText(null), "Background"));
            if (answer.notFound()) {
                return new Pruned(key, done(key, Action.PRUNED, Health.MISSING, null), true);
            }
            if (answer.ok()) {
                return deleted(key, path, uid, answer.body());
            }
            Answer now = answer.conflict() && tries < TRIES ? cluster.call(Call.get(path)) : answer;
            if (!now.ok() && !now.notFound()) {
                return failed(key, "cannot be deleted: " + answer.message());
            }
            // somebody has written it: its controller, or a deployment that holds the lock now
            if (!lock.held()) {
                return failed(key, LOST);
            }
            if (now.notFound()
                    || !Json.at(now.body(), "metadata", "uid").asText().equals(uid)) {
                return new Pruned(key, done(key, Action.PRUNED, Health.MISSING, "it was gone already"), true);
            }
            live = now.body();
        }
    }

    /** The server takes the deletion; finalizers may hold the object for as long as they like. */
    private Pruned deleted(ObjectKey key, String path, String uid, JsonNode said) {
        boolean object = !said.path("kind").asText().equals("Status");
        JsonNode live = object ? said : Json.object();
        if (!object || Json.at(said, "metadata", "finalizers").isEmpty()) {
            return new Pruned(key, done(key, Action.PRUNED, Health.MISSING, null), true);
        }
        Answer now = cluster.call(Call.get(path));
        if (now.notFound()
                || now.ok() && !Json.at(now.body(), "metadata", "uid").asText().equals(uid)) {
            return new Pruned(key, done(key, Action.PRUNED, Health.MISSING, null), true);
        }
        String text = "terminating: it waits for " + holders(now.ok() ? now.body() : live);
        return new Pruned(key, done(key, Action.PRUNED, Health.PROGRESSING, text), false);
    }

    /** Whom an object waits for before it can go. */
    static String holders(JsonNode object) {
        List<String> finalizers = Json.items(Json.at(object, "metadata", "finalizers")).stream()
                .map(JsonNode::asText)
                .toList();
        return (finalizers.size() == 1 ? "the finalizer " : "the finalizers ") + String.join(", ", finalizers);
    }

    private static Pruned failed(ObjectKey key, String reason) {
        return new Pruned(key, done(key, Action.FAILED, Health.UNKNOWN, reason), false);
    }

    private static DeployedObject done(ObjectKey key, Action action, Health health, @Nullable String reason) {
        return new DeployedObject(key.kind(), key.namespace(), key.name(), action, health, reason);
    }

    /** What was pruned, in words where it is not gone. */
    static List<String> notices(List<Pruned> pruned) {
        List<String> notices = new ArrayList<>();
        pruned.stream().filter(each -> !each.gone()).forEach(each -> {
            boolean failed = each.object().action() == Action.FAILED;
            notices.add(each.key().kind() + " " + each.key().name() + " " + (failed ? "" : "is ")
                    + each.object().reason() + (failed ? "; the next deployment tries again" : ""));
        });
        return notices;
    }
}
