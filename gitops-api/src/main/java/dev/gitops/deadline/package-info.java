/** Deadlines of calls: a call that takes longer than it was given is cancelled like one that is interrupted, and told as what it is. */
@NullMarked
package dev.gitops.deadline;

import org.jspecify.annotations.NullMarked;
