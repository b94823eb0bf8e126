/** Placeholder. */
@NullMarked
package dev.gitops.api;

import org.jspecify.annotations.NullMarked;
