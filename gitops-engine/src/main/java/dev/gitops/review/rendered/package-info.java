/**
 * What is rendered before and after a change: objects matched and compared, told in words, equal changes of many told once, and digests that stand for renderings.
 */
@Internal
@NullMarked
package dev.gitops.review.rendered;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
