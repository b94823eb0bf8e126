package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordGlance;
import java.util.Map;
import java.util.Optional;

/** The newest deployment of each place that reached its cluster. Safe for several threads. */
interface Deliveries {

    /** The newest one of a place. */
    Optional<RecordGlance> last(Place place);

    /** For few places: each is asked for, once. */
    static Deliveries ofFew() {
        Once<AppEnvironment, Optional<RecordGlance>> read = new Once<>();
        return place -> read.of(
                name(place), absent -> new Evidence(place).lastDelivered().map(RecordGlance::of));
    }

    /** For all places: the records are gone through once, and searched for a place only where it needs more than the latest. */
    static Deliveries ofAll() {
        Once<Workspace, Map<AppEnvironment, LatestRecord>> read = new Once<>();
        Once<AppEnvironment, Optional<RecordGlance>> last = new Once<>();
        return place -> Optional.ofNullable(
                        read.of(place.workspace(), Evidence::latestDelivered).get(name(place)))
                .flatMap(latest -> last.of(name(place), absent -> new Evidence(place).lastDelivered(latest)));
    }

    private static AppEnvironment name(Place place) {
        return new AppEnvironment(place.app().name(), place.environment().name());
    }
}
