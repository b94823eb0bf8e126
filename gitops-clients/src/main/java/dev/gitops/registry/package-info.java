/**
 * Asks an image registry, by the OCI distribution API: which digest a tag has now, and whether an image is there.
 * {@link dev.gitops.registry.Registries} is the door; the credentials are Docker's.
 */
@Internal
@NullMarked
package dev.gitops.registry;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
