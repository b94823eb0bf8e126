/** Answers that hosts really gave, each with its right reading. The recordings are kept elsewhere. */
@NullMarked
package dev.gitops.forge.recordings;

import org.jspecify.annotations.NullMarked;
