/**
 * A config repository as plain data: snapshots, commits, intents and how they ended. No Git library here; {@code dev.gitops.git} makes it real.
 */
@Internal
@NullMarked
package dev.gitops.repository;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
