/** {@code gitops app}: applications as a whole. What a command does is in the engine; here are its options and what it prints. */
@Internal
@NullMarked
package dev.gitops.cli.command.app;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
