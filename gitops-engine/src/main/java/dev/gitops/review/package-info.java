/**
 * The verdict on a change, from what is rendered before and after it: differences in words, what they do to what runs, and what is told of them. Functions of data alone.
 */
@Internal
@NullMarked
package dev.gitops.review;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
