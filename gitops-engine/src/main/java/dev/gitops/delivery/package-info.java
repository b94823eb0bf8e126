/**
 * What every delivery shares, and the simplest one: {@code rendered}, which publishes manifests on a branch for others to deliver.
 * Deliveries to clusters are in {@code gitops-k8s} and {@code gitops-helm}.
 */
@NullMarked
package dev.gitops.delivery;

import org.jspecify.annotations.NullMarked;
