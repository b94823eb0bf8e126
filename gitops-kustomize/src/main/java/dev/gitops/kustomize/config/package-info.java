/**
 * What a kustomization says, as data: its fields, read strictly, and the field specifications that tell transformers where to look.
 */
@NullMarked
package dev.gitops.kustomize.config;

import org.jspecify.annotations.NullMarked;
