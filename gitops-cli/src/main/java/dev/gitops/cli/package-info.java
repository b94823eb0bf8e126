/** Placeholder. */
@NullMarked
package dev.gitops.cli;

import org.jspecify.annotations.NullMarked;
