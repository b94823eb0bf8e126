/**
 * The manifests port: an overlay rendered from Git objects at any commit, its release read and set, its closure.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.port;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
