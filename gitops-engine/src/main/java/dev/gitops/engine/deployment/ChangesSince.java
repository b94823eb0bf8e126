package dev.gitops.engine.deployment;

import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commits that touch what an environment depends on, since the last one that was deployed. */
record ChangesSince(Place place) {

    private static final int MOST = 1000;

    /**
     * The commits, newest first. Where nothing was deployed yet it is the newest one alone: what an environment began with cannot have come by a change request.
     */
    List<CommitInfo> of(Snapshot snapshot, Optional<String> deployed) {
        List<String> paths = new ArrayList<>(
                place.manifests().closure(snapshot, place.target()).all());
        if (deployed.isEmpty()) {
            return place.history(snapshot, 1);
        }
        Snapshot before = place.workspace().repository().at(deployed.get());
        if (place.stateKey(before).equals(place.stateKey(snapshot))) {
            return List.of();
        }
        List<CommitInfo> changes = new ArrayList<>();
        for (CommitInfo commit : snapshot.history(paths, MOST)) {
            if (!before.contains(commit.id())) {
                changes.add(commit);
            }
        }
        return changes;
    }
}
