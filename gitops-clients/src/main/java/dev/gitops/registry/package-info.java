/**
 * Asks an image registry, by the OCI distribution API: which digest a tag has now, and whether an image is there.
 * {@link dev.gitops.registry.Registries} is the door; the credentials are Docker's.
 */
@NullMarked
package dev.gitops.registry;

import org.jspecify.annotations.NullMarked;
