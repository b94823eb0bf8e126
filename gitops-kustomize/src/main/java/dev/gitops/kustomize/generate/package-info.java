/**
 * ConfigMaps and Secrets made from literals and files, and the hash of their content in their names.
 */
@NullMarked
package dev.gitops.kustomize.generate;

import org.jspecify.annotations.NullMarked;
