package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which environments' manifests a range of commits may have changed. */
public record Affected(Connections connections) {

    /** The pairs that the commits after one and up to another may have changed. */
    public List<AppEnvironment> between(String from, String to) {
        List<AppEnvironment> affected = new ArrayList<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName environment : app.environments().keySet()) {
                Place place = Place.of(app, environment, connections);
                Snapshot before = Commits.named(place, from);
                Snapshot after = Commits.named(place, to);
                Set<String> changed =
                        Set.copyOf(place.workspace().repository().changedPaths(before.commit(), after.commit()));
                if (!changed.isEmpty() && touches(place, before, after, changed)) {
                    affected.add(new AppEnvironment(app.name(), environment));
                }
            }
        }
        return affected;
    }

    private static boolean touches(Place place, Snapshot before, Snapshot after, Set<String> changed) {
        return covers(place, after, changed) || covers(place, before, changed);
    }

    /** Manifests that cannot be read on one side are affected: whoever looks will see why. */
    private static boolean covers(Place place, Snapshot snapshot, Set<String> changed) {
        try {
            Closure closure = place.manifests().closure(snapshot, place.target());
            return changed.stream().anyMatch(closure::covers);
        } catch (GitOpsException unreadable) {
            return true;
        }
    }
}
