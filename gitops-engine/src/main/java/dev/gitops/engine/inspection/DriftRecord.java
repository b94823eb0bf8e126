package dev.gitops.engine.inspection;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Operation;
import dev.gitops.api.Settings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import java.time.Instant;
import java.util.List;

/** Records drift, where a promotion asks how long an environment was without. */
public record DriftRecord(Place place, Connections connections) {

    /** Records what was found; once, until the environment is deployed again. Where it cannot be recorded that is told: whoever looks has the answer all the same. */
    public void keep(List<ObjectDifference> found, Instant started) {
        if (found.isEmpty() || !isAskedFor()) {
            return;
        }
        try {
            write(found, started);
        } catch (GitOpsException unrecorded) {
            connections
                    .settings()
                    .progress()
                    .tell("the drift of " + place.inWords()
                            + " could not be recorded, so promotions do not know of it: " + unrecorded.getMessage());
        }
    }

    private boolean isAskedFor() {
        EnvironmentName own = place.environment().name();
        return place.app().environments().values().stream()
                .anyMatch(next -> next.soak().containsKey(own)
                        || next.promotesFromAll() && next.promotesFrom().contains(own));
    }

    private void write(List<ObjectDifference> found, Instant started) {
        List<DeploymentRecord> newest = new Evidence(place).stay(1);
        if (newest.isEmpty() || newest.get(0).operation() == Operation.DRIFT) {
            return;
        }
        Settings settings = connections.settings();
        Instant ended = settings.clock().instant();
        ObjectDifference first = found.get(0);
        String object = first.kind() + " " + first.name();
        new Recorder(place, connections)
                .write(DeploymentRecord.builder()
                        .id(place.workspace().nextId())
                        .app(place.app().name())
                        .environment(place.environment().name())
                        .operation(Operation.DRIFT)
                        .outcome("failed")
                        .requestedBy(settings.actor())
                        .images(newest.get(0).images().stream()
                                .map(image -> new ImageChange(image.name(), image.after(), image.after()))
                                .toList())
                        .commit(newest.get(0).commit())
                        .started(started)
                        .ended(ended)
                        .after(new Evidence(place).before(ended))
                        .cluster(place.environment().cluster())
                        .buildUrl(settings.variable("BUILD_URL"))
                        .failure(
                                found.size() == 1
                                        ? object + " differs from what was delivered"
                                        : object + " and " + (found.size() - 1)
                                                + " more differ from what was delivered")
                        .build());
    }
}
