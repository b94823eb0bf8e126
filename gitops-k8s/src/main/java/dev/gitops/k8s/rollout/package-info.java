/**
 * What happens after a write: waiting by watches until all is healthy or will not be, finding out why, and where a service is reached. Knows no delivery.
 */
@Internal
@NullMarked
package dev.gitops.k8s.rollout;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
