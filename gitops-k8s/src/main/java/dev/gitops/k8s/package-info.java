/**
 * Delivery to Kubernetes, found by {@link java.util.ServiceLoader}: {@code apply} by ourselves, {@code argocd} and {@code flux} by the controllers of that name.
 * The doors are the providers and {@link dev.gitops.k8s.Rbac}; the rooms behind them follow one way: client, object, health, rollout, and the deliveries on top.
 */
@Internal
@NullMarked
package dev.gitops.k8s;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
