/**
 * Delivery by server-side apply: what is wanted is held against what is there, checked by the server, guarded, written in order, waited for, and what is no longer wanted is pruned.
 */
@Internal
@NullMarked
package dev.gitops.k8s.apply;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
