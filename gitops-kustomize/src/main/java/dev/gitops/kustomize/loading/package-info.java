/**
 * How a kustomization reaches its files: relative to its root, not outside it, and never over the network.
 * What was read is remembered (the closure of a build), and what was parsed is kept for the next build.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.loading;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
