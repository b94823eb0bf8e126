/**
 * Asking outside systems before a promotion or a deployment: signed requests, and answers that are trusted little.
 * What an answer means is decided in {@code policy}.
 */
@Internal
@NullMarked
package dev.gitops.gate;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
