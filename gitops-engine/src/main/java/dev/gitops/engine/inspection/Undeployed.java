package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which environments are to be deployed: those whose manifests' files differ from the last deployment that reached the cluster, failed ones included. */
public record Undeployed(Connections connections) {

    /** The pairs of one config repository, or of all. */
    public List<AppEnvironment> in(Optional<String> repository) {
        List<AppEnvironment> pending = new ArrayList<>();
        Map<String, Snapshot> tips = new HashMap<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName environment : app.environments().keySet()) {
                Place place = Place.of(app, environment, connections);
                String url = place.workspace().spec().repository();
                if (repository.isPresent() && !repository.get().equals(url)) {
                    continue;
                }
                Snapshot tip = tips.computeIfAbsent(url + " " + place.branch(), absent -> place.tip());
                if (differs(place, tip)) {
                    pending.add(new AppEnvironment(app.name(), environment));
                }
            }
        }
        return pending;
    }

    /** What cannot be read is to be deployed too: the deployment will say why it cannot. */
    private static boolean differs(Place place, Snapshot tip) {
        Optional<String> deployed = new Evidence(place).lastDelivered().flatMap(DeploymentRecord::commit);
        try {
            return deployed.isEmpty()
                    || !place.stateKey(place.workspace().repository().at(deployed.get()))
                            .equals(place.stateKey(tip));
        } catch (GitOpsException unreadable) {
            return true;
        }
    }
}
