/**
 * ConfigMaps and Secrets made from literals and files, and the hash of their content in their names.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.generate;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
