/** The commands of {@code gitops init}. What they write is made in {@code dev.gitops.cli.init}. */
@NullMarked
package dev.gitops.cli.command.init;

import org.jspecify.annotations.NullMarked;
