package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.resource.ResourceSet;

/** Changes the objects of a set. */
@FunctionalInterface
public interface Transformer {

    /**
     * Changes the objects.
     *
     * @param set the objects
     */
    void transform(ResourceSet set);
}
