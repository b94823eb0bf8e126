/**
 * When things recur that are written as rules of RFC 5545, by a library that knows them; pure functions of rules and times.
 * Whether an environment may change then is decided in {@code policy}.
 */
@Internal
@NullMarked
package dev.gitops.calendar;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
