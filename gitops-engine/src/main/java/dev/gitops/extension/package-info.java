/** Where providers come from: handed over in code, or found on the class path. Whoever needs a port asks here. */
@NullMarked
package dev.gitops.extension;

import org.jspecify.annotations.NullMarked;
