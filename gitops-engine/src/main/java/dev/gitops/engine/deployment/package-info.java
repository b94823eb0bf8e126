/**
 * Deployments carried out: what would be delivered, whether approval and provenance let it, delivery, verification, and what follows.
 */
@NullMarked
package dev.gitops.engine.deployment;

import org.jspecify.annotations.NullMarked;
