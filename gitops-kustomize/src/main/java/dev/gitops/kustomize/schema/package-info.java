/**
 * What decides merges and scopes: merge keys, strategies and cluster-scoped types, as the OpenAPI document inside kustomize has them or as
 * a kustomization brings its own.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.schema;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
