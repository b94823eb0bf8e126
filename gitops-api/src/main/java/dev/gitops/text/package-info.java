/**
 * The rules for texts that others wrote: which characters nobody can see, and how a text is shown to people. Each stands here once, for all modules.
 */
@Internal
@NullMarked
package dev.gitops.text;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
