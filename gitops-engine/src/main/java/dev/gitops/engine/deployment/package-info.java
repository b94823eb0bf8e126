/**
 * Deployments carried out: what would be delivered, whether approval and provenance let it, delivery, verification, and what follows.
 */
@Internal
@NullMarked
package dev.gitops.engine.deployment;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
