/**
 * The errors of a build.
 * The message keeps kustomize's own words, so that what people search for is found, and adds where it stands and the way out.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.errors;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
