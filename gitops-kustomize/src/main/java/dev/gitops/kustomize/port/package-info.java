/**
 * The manifests port: an overlay rendered from Git objects at any commit, its release read and set, its closure.
 */
@NullMarked
package dev.gitops.kustomize.port;

import org.jspecify.annotations.NullMarked;
