/**
 * The command line of {@code kustomize build}: arguments to options, result to a stream, errors to a message and an exit code.
 */
@NullMarked
package dev.gitops.kustomize.cli;

import org.jspecify.annotations.NullMarked;
