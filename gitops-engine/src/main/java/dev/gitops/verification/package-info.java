/** Verify steps after a delivery: each asks, runs or measures something, as often and as long as the inventory says. What tries mean is decided in {@code policy}. */
@Internal
@NullMarked
package dev.gitops.verification;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
