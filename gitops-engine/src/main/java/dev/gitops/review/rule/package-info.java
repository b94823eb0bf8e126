/**
 * What somebody should know of a change before it is merged: a rule a question, each a function of what was and what becomes.
 */
@Internal
@NullMarked
package dev.gitops.review.rule;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
