/**
 * A class a command: its arguments, one call of the API, what it prints. Options that many commands share are mix-ins here too.
 */
@Internal
@NullMarked
package dev.gitops.cli.command;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
