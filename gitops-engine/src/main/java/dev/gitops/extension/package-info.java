/** Where providers come from: handed over in code, or found on the class path. Whoever needs a port asks here. */
@Internal
@NullMarked
package dev.gitops.extension;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
