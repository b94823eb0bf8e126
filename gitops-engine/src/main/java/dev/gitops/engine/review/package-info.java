/**
 * Reviews of change requests: reads both ends of a range out of Git, renders what it touches and hands it to the rules. Nothing but Git is asked.
 */
@Internal
@NullMarked
package dev.gitops.engine.review;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
