/**
 * Where a build reads from: a read-only tree of files, on disk, in memory or (bound elsewhere) in Git objects.
 * Nothing here knows YAML.
 */
@NullMarked
package dev.gitops.kustomize.files;

import org.jspecify.annotations.NullMarked;
