/**
 * What is rendered before and after a change: objects matched and compared, told in words, equal changes of many told once, and digests that stand for renderings.
 */
@NullMarked
package dev.gitops.review.rendered;

import org.jspecify.annotations.NullMarked;
