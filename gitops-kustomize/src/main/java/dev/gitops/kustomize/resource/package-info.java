/**
 * Kubernetes objects on their way through a build: a tree with its identity, the names it had before, and the set they form.
 * Sets are indexed, so nothing compares every object with every other.
 */
@NullMarked
package dev.gitops.kustomize.resource;

import org.jspecify.annotations.NullMarked;
