package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Operation;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RenderedManifests;
import java.util.List;
import java.util.Optional;

/**
 * Whether a deployment goes back to what was verified before, which is allowed in a freeze. What a commit's message says is no proof: only the state is.
 */
public record GoingBack(Place place) {

    private static final int SEARCHED = 100;

    /** Whether the deployment of a snapshot would go back. */
    public boolean is(Snapshot snapshot) {
        return is(snapshot, place.manifests().render(snapshot, place.target()));
    }

    boolean is(Snapshot snapshot, RenderedManifests manifests) {
        List<DeploymentRecord> verified = new Evidence(place).verified(SEARCHED);
        boolean saysSo =
                place.operation(snapshot).filter(Operation.ROLLBACK::equals).isPresent();
        for (int i = 0; i < verified.size(); i++) {
            boolean newest = i == 0;
            Optional<Snapshot> state =
                    verified.get(i).commit().flatMap(this::there).filter(there -> snapshot.contains(there.commit()));
            if (state.isPresent() && equal(state.get(), snapshot, verified.get(i), manifests)) {
                // the newest one is what is there: a rollback that is delivered once more, or no way back at all
                return !newest || saysSo;
            }
        }
        return false;
    }

    private Optional<Snapshot> there(String commit) {
        try {
            return Optional.of(place.workspace().repository().at(commit));
        } catch (GitException.MissingCommit gone) {
            return Optional.empty();
        }
    }

    /** Equal files, or other files that give the same: shared ones may have changed without effect. */
    private boolean equal(Snapshot then, Snapshot now, DeploymentRecord record, RenderedManifests manifests) {
        if (place.stateKey(then).equals(place.stateKey(now))) {
            return true;
        }
        if (record.manifestsDigest().filter(manifests.digest()::equals).isEmpty()) {
            return false;
        }
        try {
            return place.manifests().render(then, place.target()).yaml().equals(manifests.yaml());
        } catch (GitOpsException gone) {
            return false;
        }
    }
}
