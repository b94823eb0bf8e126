/** The command as many processes: killed, racing. */
@org.jspecify.annotations.NullMarked
package dev.gitops.cli.stress;
