/**
 * A config repository as plain data: snapshots, commits, intents and how they ended. No Git library here; {@code dev.gitops.git} makes it real.
 */
@NullMarked
package dev.gitops.repository;

import org.jspecify.annotations.NullMarked;
