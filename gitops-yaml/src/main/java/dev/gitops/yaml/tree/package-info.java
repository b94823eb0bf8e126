/**
 * The document tree: YAML read into nodes as go-yaml reads it, and written in the bytes kustomize writes.
 * Nothing here knows kustomize, files or Kubernetes.
 */
@Internal
@NullMarked
package dev.gitops.yaml.tree;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
