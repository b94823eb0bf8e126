/**
 * What embedding code imports: applications, environments, releases, plans, outcomes and errors.
 * Signatures here show types of the JDK and of this project only.
 */
@NullMarked
package dev.gitops.api;

import org.jspecify.annotations.NullMarked;
