/**
 * Reading many records at once: on all processors, a few batches in memory at a time.
 */
@NullMarked
package dev.gitops.audit.reading;

import org.jspecify.annotations.NullMarked;
