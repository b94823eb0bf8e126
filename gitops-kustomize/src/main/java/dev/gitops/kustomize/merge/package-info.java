/**
 * Patches: the strategic merge that knows merge keys, and JSON Patch (RFC 6902).
 */
@Internal
@NullMarked
package dev.gitops.kustomize.merge;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
