/**
 * What every delivery shares, and the simplest one: {@code rendered}, which publishes manifests on a branch for others to deliver.
 * Deliveries to clusters are in {@code gitops-k8s} and {@code gitops-helm}.
 */
@Internal
@NullMarked
package dev.gitops.delivery;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
