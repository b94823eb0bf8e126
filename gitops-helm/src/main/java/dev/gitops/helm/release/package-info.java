/**
 * Real Helm releases: the delivery {@code helm}. Helm installs and upgrades; it also reads the cluster for us, by {@code lookup} in a chart of our own, so that no other client of Kubernetes is needed.
 */
@Internal
@NullMarked
package dev.gitops.helm.release;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
