/**
 * What an operation leaves behind: the JSON of a {@link dev.gitops.api.DeploymentRecord}, its ids, its terms of search, and what is hidden in it. Stores are in {@code gitops-audit}.
 */
@Internal
@NullMarked
package dev.gitops.record;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
