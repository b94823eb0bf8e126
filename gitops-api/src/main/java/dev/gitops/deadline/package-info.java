/** Deadlines of calls: a call that takes longer than it was given is cancelled like one that is interrupted, and told as what it is. */
@Internal
@NullMarked
package dev.gitops.deadline;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
