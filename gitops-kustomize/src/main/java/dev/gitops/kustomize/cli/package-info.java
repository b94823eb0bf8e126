/**
 * The command line of {@code kustomize build}: arguments to options, result to a stream, errors to a message and an exit code.
 */
@Internal
@NullMarked
package dev.gitops.kustomize.cli;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
