/**
 * Reading many records at once: on all processors, a few batches in memory at a time.
 */
@Internal
@NullMarked
package dev.gitops.audit.reading;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
