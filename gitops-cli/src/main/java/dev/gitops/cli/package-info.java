/**
 * The {@code gitops} command: a thin shell over {@code dev.gitops.api}. {@link dev.gitops.cli.Main} is where it starts; commands are in {@code command}, what they print in {@code output}.
 */
@Internal
@NullMarked
package dev.gitops.cli;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
