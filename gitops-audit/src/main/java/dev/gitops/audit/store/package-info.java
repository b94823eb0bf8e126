/**
 * The stores {@code file}, {@code sqlite} and {@code postgres}, found with {@link java.util.ServiceLoader}: one chain of hashes, one way of searching, three places.
 * What proves a trail to others is in {@code dev.gitops.audit.proof}.
 */
@Internal
@NullMarked
package dev.gitops.audit.store;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
