/**
 * What happens after a write: waiting by watches until all is healthy or will not be, finding out why, and where a service is reached. Knows no delivery.
 */
@NullMarked
package dev.gitops.k8s.rollout;

import org.jspecify.annotations.NullMarked;
