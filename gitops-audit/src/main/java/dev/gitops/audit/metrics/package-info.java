/**
 * Delivery metrics computed from records alone. What each figure means is written in {@code docs/metrics.md}; {@link dev.gitops.audit.metrics.DeliveryMetrics} is the door.
 */
@NullMarked
package dev.gitops.audit.metrics;

import org.jspecify.annotations.NullMarked;
