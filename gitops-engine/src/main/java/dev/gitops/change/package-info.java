/**
 * Release, promotion, rollback and setting of values as intents: a branch's tip in, edits and a message or a refusal out.
 * An intent has no effect and remembers nothing, so that it can be asked again on each new tip.
 */
@Internal
@NullMarked
package dev.gitops.change;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
