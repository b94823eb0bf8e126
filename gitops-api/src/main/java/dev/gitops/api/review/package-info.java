/**
 * The verdict on a change request: what it would do to what runs, what is wrong with it, and whose approval it needs.
 * Plain data that may be passed between processes: names are texts, nothing here is a template or a path to be followed.
 */
@Stable
@NullMarked
package dev.gitops.api.review;

import dev.gitops.stability.Stable;
import org.jspecify.annotations.NullMarked;
