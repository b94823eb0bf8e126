package dev.gitops.api.model;

/**
 * A kind of Kubernetes objects, whatever its version.
 *
 * @param group its API group; empty for the core kinds
 * @param kind its name, as in {@code Deployment}
 */
public record KindName(String group, String kind) {

    /**
     * Reads the text form.
     *
     * @param text as in {@code apps/Deployment}; core kinds have no group, as in {@code ConfigMap}
     * @return the kind
     */
    public static KindName of(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? new KindName("", text) : new KindName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** {@return the text form} */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : group + "/" + kind;
    }
}
