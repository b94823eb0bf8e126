/**
 * What a kustomization says, as data: its fields, read strictly, and the field specifications that tell transformers where to look.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.config;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
