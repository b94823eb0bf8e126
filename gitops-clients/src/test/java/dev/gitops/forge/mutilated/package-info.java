/** Answers of hosts with keys taken away, nulled or of another type: whatever is missing, nothing becomes reviewed by it. */
@NullMarked
package dev.gitops.forge.mutilated;

import org.jspecify.annotations.NullMarked;
