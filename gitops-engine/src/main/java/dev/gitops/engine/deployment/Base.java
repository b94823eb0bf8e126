package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The verified deployment that a new one is compared with.
 *
 * @param shown what the diff begins with; empty shows everything as new
 * @param recorded whether there is a record of an earlier deployment, whatever it proves
 * @param proved where the question who reviewed what begins; empty goes back to the beginning
 */
record Base(Optional<DeploymentRecord> shown, boolean recorded, Optional<DeploymentRecord> proved) {

    /** Clocks of machines that keep their time differ by less. */
    private static final Duration TOLERATED = Duration.ofMinutes(5);

    static Base of(Place place, Connections connections, List<String> notices) {
        Evidence evidence = new Evidence(place);
        evidence.later(connections.settings().clock().instant().plus(TOLERATED))
                .forEach(
                        record -> notices.add(
                                "record " + record.id() + " says that it ended at " + record.ended()
                                        + ", which is still to come: a clock is wrong, that of the machine that wrote it or this one's"));
        Optional<DeploymentRecord> last = evidence.lastVerified();
        boolean approved = place.environment().needsApproval();
        boolean reviewed =
                place.environment().isProtected() && place.workspace().forge().isPresent();
        if (last.isEmpty() || !approved && !reviewed || new RecordProof(place, connections).holds(last.get())) {
            return new Base(last, last.isPresent(), last);
        }
        notices.add(
                "record " + last.get().id() + " says that "
                        + last.get().commit().orElse("something")
                        + " is deployed and verified, but anybody who may push can have written it, and "
                        + place.inWords()
                        + " does not have that: it proves nothing here; name audit.keys in the inventory and set GITOPS_AUDIT_KEY, or protect the branch gitops/audit");
        return new Base(approved ? Optional.empty() : last, true, Optional.empty());
    }
}
