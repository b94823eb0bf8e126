/** The commands of {@code gitops audit}. Each turns its options into one question to the records, and prints the answer. */
@Internal
@NullMarked
package dev.gitops.cli.command.audit;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
