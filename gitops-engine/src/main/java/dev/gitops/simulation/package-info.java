/**
 * The recorded past judged anew under the rules of an inventory, by the policy core. Pure: records, rules and what is known of holds and stops go in, verdicts come out.
 * {@link dev.gitops.simulation.Replay} is the door; what each environment was and would have been is kept in {@code PlaceState}.
 */
@Internal
@NullMarked
package dev.gitops.simulation;

import dev.gitops.stability.Internal;
import org.jspecify.annotations.NullMarked;
