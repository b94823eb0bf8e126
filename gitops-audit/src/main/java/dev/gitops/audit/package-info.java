/** Placeholder. */
@NullMarked
package dev.gitops.audit;

import org.jspecify.annotations.NullMarked;
