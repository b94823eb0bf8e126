/**
 * Which commits of a branch touched which paths, and what was there before: derived from the commits along first parents, kept beside the cache, extended as the branch grows, and thrown away rather than
 * repaired.
 */
@Internal
@NullMarked
package dev.gitops.git.past;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
