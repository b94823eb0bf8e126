/**
 * Patches: the strategic merge that knows merge keys, and JSON Patch (RFC 6902).
 */
@NullMarked
package dev.gitops.kustomize.merge;

import org.jspecify.annotations.NullMarked;
