package dev.gitops.kustomize.resource;

/** Knows which types live in no namespace. */
@FunctionalInterface
public interface Scopes {

    /**
     * Whether objects of a type certainly live in no namespace.
     *
     * @param gvk the type
     * @return true for a {@code Namespace}, false for a {@code Pod} and for types nobody knows
     */
    boolean isClusterScoped(Gvk gvk);
}
