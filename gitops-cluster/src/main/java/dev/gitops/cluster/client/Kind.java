package dev.gitops.cluster.client;

import org.jspecify.annotations.Nullable;

/**
 * A kind of objects as the server serves it.
 *
 * @param group the API group; empty for the core group
 * @param version the version in the group
 * @param name the kind, as in {@code Deployment}
 * @param plural the word in paths, as in {@code deployments}
 * @param namespaced whether its objects live in namespaces
 */
public record Kind(String group, String version, String name, String plural, boolean namespaced) {

    /** {@return as in {@code apps/v1}} */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@return the kind without its version as the ApplySet specification writes it: {@code ConfigMap}, {@code Deployment.apps}} */
    public String groupKind() {
        return group.isEmpty() ? name : name + "." + group;
    }

    /**
     * The path of its objects.
     *
     * @param namespace the namespace; null for all, and for cluster-scoped kinds
     * @return the path, beginning with a slash
     */
    public String path(@Nullable String namespace) {
        String base = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return base + (namespaced && namespace != null ? "/namespaces/" + namespace : "") + "/" + plural;
    }

    /**
     * The path of one object.
     *
     * @param namespace its namespace; null for cluster-scoped kinds
     * @param object its name
     * @return the path, beginning with a slash
     */
    public String path(@Nullable String namespace, String object) {
        return path(namespace) + "/" + object;
    }
}
