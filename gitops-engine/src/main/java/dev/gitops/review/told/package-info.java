/**
 * A review as data that is passed on, and as pages and comments that people read. Whatever a change's author wrote is defused here: it is text wherever it stands.
 */
@Internal
@NullMarked
package dev.gitops.review.told;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
