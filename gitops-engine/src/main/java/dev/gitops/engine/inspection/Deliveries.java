package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.record.RecordGlance;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest deployment of each place that reached its cluster. Safe for several threads. */
interface Deliveries {

    /** The newest one of a place. */
    Optional<RecordGlance> last(Place place);

    /** For few places: each is asked for. */
    static Deliveries ofFew() {
        return place -> new Evidence(place).lastDelivered().map(RecordGlance::of);
    }

    /** For all places: the records are gone through once. */
    static Deliveries ofAll() {
        Map<Workspace, Map<AppEnvironment, RecordGlance>> read = new ConcurrentHashMap<>();
        return place -> Optional.ofNullable(read.computeIfAbsent(place.workspace(), Evidence::lastDelivered)
                .get(new AppEnvironment(place.app().name(), place.environment().name())));
    }
}
