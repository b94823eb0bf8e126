/**
 * Whether objects are what their kinds allow, without a cluster: by the schemas of the kinds that every Kubernetes has, those of a cluster, and those of CustomResourceDefinitions.
 */
@Internal
@NullMarked
package dev.gitops.review.schema;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
