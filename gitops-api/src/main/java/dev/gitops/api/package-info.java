/**
 * What embedding code imports: applications, environments, releases, plans, outcomes and errors.
 * Signatures here show types of the JDK and of this project only.
 */
@Stable
@NullMarked
package dev.gitops.api;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
