/** Verify steps after a delivery: each asks, runs or measures something, as often and as long as the inventory says. What tries mean is decided in {@code policy}. */
@NullMarked
package dev.gitops.verification;

import org.jspecify.annotations.NullMarked;
