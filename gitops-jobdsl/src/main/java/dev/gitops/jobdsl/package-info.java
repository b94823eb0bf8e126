/** Placeholder. */
@NullMarked
package dev.gitops.jobdsl;

import org.jspecify.annotations.NullMarked;
