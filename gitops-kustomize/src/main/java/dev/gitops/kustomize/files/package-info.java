/**
 * Where a build reads from: a read-only tree of files, on disk, in memory or (bound elsewhere) in Git objects.
 * Nothing here knows YAML.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.files;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
