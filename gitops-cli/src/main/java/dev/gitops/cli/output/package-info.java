/**
 * What commands print: one JSON document, or text for people; and the exit code that goes with it.
 * The keys are those of the contract in {@code docs}.
 */
@Internal
@NullMarked
package dev.gitops.cli.output;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
