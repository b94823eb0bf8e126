/**
 * The build itself: a kustomization gathers objects from files, bases, components and generators, and runs its transformers over them.
 */
@NullMarked
package dev.gitops.kustomize.target;

import org.jspecify.annotations.NullMarked;
