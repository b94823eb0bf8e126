/** {@code gitops preview}: previews of change requests to applications' sources. What a command does is in the engine; here are its options and what it prints. */
@Internal
@NullMarked
package dev.gitops.cli.command.preview;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
