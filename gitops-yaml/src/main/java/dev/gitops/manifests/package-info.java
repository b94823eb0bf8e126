/**
 * What can be done with rendered manifests of any kind: finding images, comparing, masking Secrets; and the simplest kind, {@code plain}.
 * Other kinds are in modules of their own.
 */
@NullMarked
package dev.gitops.manifests;

import org.jspecify.annotations.NullMarked;
