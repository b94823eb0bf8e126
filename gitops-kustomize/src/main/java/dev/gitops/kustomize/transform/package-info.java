/**
 * What changes objects: names, namespaces, labels, images, patches, replacements, and the references between objects.
 */
@NullMarked
package dev.gitops.kustomize.transform;

import org.jspecify.annotations.NullMarked;
