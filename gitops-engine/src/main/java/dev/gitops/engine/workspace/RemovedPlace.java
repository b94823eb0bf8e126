package dev.gitops.engine.workspace;

import dev.gitops.change.Trailers;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.List;

/**
 * An application in an environment that the inventory has no longer.
 *
 * @param home the inventory
 * @param place the place as it was, with the rules as they are
 * @param connections what is open for it
 * @param commit the commit that took it out of the inventory
 * @param before the state before that
 */
public record RemovedPlace(
        InventoryAtHome home, Place place, Connections connections, CommitInfo commit, Snapshot before) {

    /** The claims that go with it, as the commit says. */
    public List<String> claims() {
        return Trailers.all(commit, Trailers.CLAIM);
    }

    /** Whether it was taken out of the cluster. */
    public boolean isGone() {
        return new Evidence(place).isGone(commit.id());
    }
}
