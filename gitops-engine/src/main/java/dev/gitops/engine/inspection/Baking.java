package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Bakes;
import dev.gitops.record.RecordGlance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which environments bake. The records are gone through once; those whose newest one ends a bake that passed are not looked at again. */
public final class Baking {

    private final Connections connections;
    private final Deliveries deliveries;

    /** A look at all environments. */
    public Baking(Connections connections) {
        this(connections, Deliveries.ofAll());
    }

    Baking(Connections connections, Deliveries deliveries) {
        this.connections = connections;
        this.deliveries = deliveries;
    }

    /** When the bake of a place is over; empty where none goes on. Most places are told by their newest record alone. */
    Optional<Instant> until(Place place) {
        boolean candidate = place.environment().bake().isPresent()
                && deliveries
                        .last(place)
                        .filter(newest -> newest.verified() && !newest.bake())
                        .isPresent();
        if (!candidate) {
            return Optional.empty();
        }
        Bakes.State state = Bakes.of(
                new Evidence(place).delivered(Evidence.PAGE),
                place.environment().bake(),
                connections.settings().clock().instant());
        return state instanceof Bakes.Running running ? Optional.of(running.until()) : Optional.empty();
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
