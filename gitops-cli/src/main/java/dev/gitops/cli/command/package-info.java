/**
 * A class a command: its arguments, one call of the API, what it prints. Options that many commands share are mix-ins here too.
 */
@NullMarked
package dev.gitops.cli.command;

import org.jspecify.annotations.NullMarked;
