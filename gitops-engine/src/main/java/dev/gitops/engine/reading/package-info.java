/**
 * What the files of environments say, read once for as long as nothing that was read changes, for those who look at all environments. It is derived, and thrown away rather than repaired.
 */
@Internal
@NullMarked
package dev.gitops.engine.reading;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
