package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import org.jspecify.annotations.Nullable;

/**
 * What tells one object from all others of a cluster.
 *
 * @param group the API group; empty for the core group
 * @param kind the kind
 * @param namespace the namespace; null for cluster-scoped objects
 * @param name the name
 */
public record ObjectKey(String group, String kind, @Nullable String namespace, String name) {

    /**
     * The key of a live object.
     *
     * @param object an object that names its kind
     * @return its key
     */
    public static ObjectKey of(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        int slash = apiVersion.indexOf('/');
        return new ObjectKey(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                object.path("kind").asText(),
                Json.text(object, "metadata", "namespace").orElse(null),
                Json.at(object, "metadata", "name").asText());
    }

    /** {@return the word by which a person confirms its removal, as in {@code PersistentVolumeClaim/data}} */
    public String word() {
        return kind + "/" + name;
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
