/**
 * Release, promotion, rollback, settings and holds carried out: plans, pushes, and change requests. What a change means is decided in {@code dev.gitops.change}.
 */
@Internal
@NullMarked
package dev.gitops.engine.change;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
