/**
 * Delivery by a controller in the cluster: the resources that tell Argo CD or Flux what to deliver, and waiting until it has synced this revision and all is healthy.
 * What a controller's status means is told by pure functions; the deliveries ask and wait.
 */
@Internal
@NullMarked
package dev.gitops.k8s.handover;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
