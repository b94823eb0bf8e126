/**
 * What changes objects: names, namespaces, labels, images, patches, replacements, and the references between objects.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.transform;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
