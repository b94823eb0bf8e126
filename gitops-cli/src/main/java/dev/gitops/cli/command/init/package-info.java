/** The commands of {@code gitops init}. What they write is made in {@code dev.gitops.cli.init}. */
@Internal
@NullMarked
package dev.gitops.cli.command.init;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
