/**
 * What an inventory leads to once it is open: repositories, forges, deliveries and records, an application's place in them, and what was recorded of it.
 */
@Internal
@NullMarked
package dev.gitops.engine.workspace;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
