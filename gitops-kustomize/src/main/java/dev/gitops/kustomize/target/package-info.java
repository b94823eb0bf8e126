/**
 * The build itself: a kustomization gathers objects from files, bases, components and generators, and runs its transformers over them.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.target;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
