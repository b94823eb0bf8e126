/**
 * What can be done with rendered manifests of any kind: finding images, comparing, masking Secrets; and the simplest kind, {@code plain}.
 * Other kinds are in modules of their own.
 */
@Internal
@NullMarked
package dev.gitops.manifests;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
