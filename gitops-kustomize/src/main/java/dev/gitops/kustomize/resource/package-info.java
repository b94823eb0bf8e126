/**
 * Kubernetes objects on their way through a build: a tree with its identity, the names it had before, and the set they form.
 * Sets are indexed, so nothing compares every object with every other.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.resource;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
