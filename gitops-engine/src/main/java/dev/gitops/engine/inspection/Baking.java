package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.record.RecordGlance;
import java.util.List;
import java.util.Optional;

/** Which environments bake. The records are gone through once; those whose newest one ends a bake that passed are not looked at again. */
public final class Baking {

    private final Connections connections;
    private final Deliveries deliveries = Deliveries.ofAll();

    /** A look at all environments. */
    public Baking(Connections connections) {
        this.connections = connections;
    }

    /** The pairs, in the order of the inventory. */
    public List<AppEnvironment> all() {
        return AllPlaces.map(connections, "looking at bakes of", this::look).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<AppEnvironment> look(Place place) {
        return place.environment().bake().isPresent()
                        && deliveries
                                .last(place)
                                .filter(newest -> concerns(place, newest))
                                .isPresent()
                ? Optional.of(new AppEnvironment(
                        place.app().name(), place.environment().name()))
                : Optional.empty();
    }

    private static boolean concerns(Place place, RecordGlance newest) {
        return newest.bake() ? !newest.verified() && place.environment().rollbackOnFailure() : newest.verified();
    }
}
