package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a deployment that lost its lock without knowing it from writing. Each of its writes names the version it has seen, so whoever takes the lock from one that did not give it back writes
 * its own name on every object first: from then on each of those writes is refused, and its author asks who holds the lock (ADR 0125).
 */
final class Fence {

    /** A manager of its own, as the annotation is no part of what Git wants. */
    static final String MANAGER = "gitops-fence";

    private final Cluster cluster;
    private final String holder;

    Fence(Cluster cluster, String holder) {
        this.cluster = cluster;
        this.holder = holder;
    }

    /** Writes on all that is there. What cannot be written on is told; it may be something that nobody may change. */
    void raise(Snapshot seen, String parent, Progress progress) {
        if (seen.members().isEmpty() && seen.parents().isEmpty()) {
            return;
        }
        progress.tell("the deployment before this one did not end properly; shuts it out of "
                + seen.members().size() + " objects");
        Map<String, JsonNode> paths = new HashMap<>();
        seen.members()
                .forEach((key, object) ->
                        seen.kind(key).ifPresent(kind -> paths.put(kind.path(key.namespace(), key.name()), object)));
        seen.parents()
                .forEach((namespace, object) ->
                        paths.put(KnownKinds.get("v1", "ConfigMap").path(namespace, parent), object));
        cluster.all(paths.entrySet(), entry -> raise(entry.getKey(), entry.getValue(), progress));
    }

    private boolean raise(String path, JsonNode object, Progress progress) {
        ObjectNode mark = Json.object();
        mark.set("apiVersion", object.path("apiVersion"));
        mark.set("kind", object.path("kind"));
        ObjectNode metadata = mark.putObject("metadata");
        ObjectKey key = ObjectKey.of(object);
        metadata.put("name", key.name());
        if (key.namespace() != null) {
            metadata.put("namespace", key.namespace());
        }
        metadata.putObject("annotations").put(ApplySet.FENCE, holder);
        // an object that is gone meanwhile is not made anew
        metadata.set("uid", Json.at(object, "metadata", "uid"));
        Call apply =
                Call.apply(path, Json.text(mark)).with("fieldManager", MANAGER).with("force", "true");
        try {
            Answer answer = cluster.call(apply);
            if (!answer.ok() && !answer.notFound() && !answer.conflict()) {
                progress.tell(key + " cannot be marked: " + answer.message());
            }
            return answer.ok();
        } catch (GitOpsException unreachable) {
            progress.tell(key + " cannot be marked: " + unreachable.getMessage());
            return false;
        }
    }
}
