package dev.gitops.kustomize.target;

import dev.gitops.kustomize.resource.Origin;
import dev.gitops.kustomize.transform.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * A transformer to run.
 *
 * @param transformer the transformer
 * @param origin where it is configured, where that is tracked
 */
record Step(Transformer transformer, @Nullable Origin origin) {}
