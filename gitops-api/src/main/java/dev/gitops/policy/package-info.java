/**
 * Decisions: may this environment change, may this be delivered, is this release older. Pure functions of facts and a given time; no I/O.
 * Each answers with the reasons for a refusal, in sentences that say what to do; an empty answer allows.
 */
@Internal
@NullMarked
package dev.gitops.policy;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
