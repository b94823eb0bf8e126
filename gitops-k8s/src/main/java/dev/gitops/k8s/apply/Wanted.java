package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ObjectKey;

/**
 * An object that Git wants.
 *
 * @param key which
 * @param kind its kind as served, or as a definition among the wanted objects will have it served
 * @param json the object as it is applied
 * @param definedHere whether the server does not serve its kind yet
 */
record Wanted(ObjectKey key, Kind kind, ObjectNode json, boolean definedHere) {

    String path() {
        return kind.path(key.namespace(), key.name());
    }

    Call apply(boolean force, boolean dryRun) {
        Call apply = Call.apply(path(), Json.text(json))
                .with("fieldManager", WantedSet.MANAGER)
                .with("fieldValidation", "Strict")
                .with("force", String.valueOf(force));
        return dryRun ? apply.with("dryRun", "All") : apply;
    }

    /** An apply that succeeds only while the object is as it was seen. */
    Call apply(boolean force, JsonNode seen) {
        JsonNode version = Json.at(seen, "metadata", "resourceVersion");
        if (version.isMissingNode()) {
            return apply(force, false);
        }
        ObjectNode fenced = json.deepCopy();
        fenced.withObject("/metadata").set("resourceVersion", version);
        return with(fenced).apply(force, false);
    }

    Wanted with(ObjectNode other) {
        return new Wanted(key, kind, other, definedHere);
    }
}
