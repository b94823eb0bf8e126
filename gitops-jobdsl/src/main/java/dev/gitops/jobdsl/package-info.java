/**
 * The inventory as a plan of Jenkins jobs: which folders, jobs and views there are, and how a plan differs from the one before. A plan is data; the static script in {@code seed} declares it.
 * Nothing here knows Jenkins' classes or runs in its process.
 */
@Internal
@NullMarked
package dev.gitops.jobdsl;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
