/** Packs a command as the seed packs {@code gitops} for agents, and runs it. */
@NullMarked
package dev.gitops.jobdsl.agent;

import org.jspecify.annotations.NullMarked;
