/** The commands of {@code gitops jobs}. What Jenkins gets is decided in {@code dev.gitops.jobdsl}. */
@Internal
@NullMarked
package dev.gitops.cli.command.jobs;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
