/**
 * {@code gitops init}: the files of a new config repository and of applications in it. {@link dev.gitops.cli.init.Scaffold} writes them and overwrites nothing.
 */
@Internal
@NullMarked
package dev.gitops.cli.init;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
