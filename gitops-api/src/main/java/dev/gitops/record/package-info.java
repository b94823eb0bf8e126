/**
 * What an operation leaves behind: the JSON of a {@link dev.gitops.api.DeploymentRecord}, its ids, and the {@code git} store that keeps records on a branch of the config repository.
 * Other stores are in {@code gitops-audit}.
 */
@NullMarked
package dev.gitops.record;

import org.jspecify.annotations.NullMarked;
