/** Placeholder. */
@NullMarked
package dev.gitops.k8s;

import org.jspecify.annotations.NullMarked;
