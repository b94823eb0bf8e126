/**
 * Delivery metrics computed from records alone. What each figure means is written in {@code docs/metrics.md}; {@link dev.gitops.audit.metrics.DeliveryMetrics} is the door.
 */
@Internal
@NullMarked
package dev.gitops.audit.metrics;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
