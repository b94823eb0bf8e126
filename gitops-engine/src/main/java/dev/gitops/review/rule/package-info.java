/**
 * What somebody should know of a change before it is merged: a rule a question, each a function of what was and what becomes.
 */
@NullMarked
package dev.gitops.review.rule;

import org.jspecify.annotations.NullMarked;
