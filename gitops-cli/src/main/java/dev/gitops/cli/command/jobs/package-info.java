/** The commands of {@code gitops jobs}. What Jenkins gets is decided in {@code dev.gitops.jobdsl}. */
@NullMarked
package dev.gitops.cli.command.jobs;

import org.jspecify.annotations.NullMarked;
