/** Placeholder. */
@NullMarked
package dev.gitops.helm;

import org.jspecify.annotations.NullMarked;
