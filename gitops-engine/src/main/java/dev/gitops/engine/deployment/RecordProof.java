package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;

/**
 * Whether a record proves what it says. It does where nobody but the tool can have written it: it is signed with a key of the inventory, its store is no branch, or the host protects the branch. A
 * record that anybody who may push can have written proves what can be seen all the same: that the environment has what it says was delivered.
 */
record RecordProof(Place place, Connections connections) {

    boolean holds(DeploymentRecord record) {
        return place.workspace().recordsAreProof() || isThere(record);
    }

    /** Whether one that holds is the newest for sure: of signed ones, newer ones may have been taken away by whoever may push the branch. Of others it was seen already that they are what is there. */
    boolean isNewest(DeploymentRecord record) {
        return place.workspace().recordsStay() || !place.workspace().recordsAreProof() || isThere(record);
    }

    private boolean isThere(DeploymentRecord record) {
        try {
            Snapshot delivered =
                    place.workspace().repository().at(record.commit().orElseThrow());
            return connections
                    .delivery(place.app(), place.environment())
                    .diff(new Requests(place, connections).at(delivered))
                    .isEmpty();
        } catch (GitOpsException | java.util.NoSuchElementException unknown) {
            return false;
        }
    }
}
