/** Placeholder. */
@NullMarked
package dev.gitops.kustomize;

import org.jspecify.annotations.NullMarked;
