package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.change.Evaluation;
import dev.gitops.change.PromotionChange;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An application that may go along in a train.
 *
 * @param place where it goes
 * @param connections what the inventory that decides about it describes
 * @param promotion its promotion, as if it were alone
 * @param gated its soak and its gates
 */
record TrainCar(Place place, Connections connections, PromotionChange promotion, GatedPromotion gated) {

    static TrainCar of(
            Place place, Connections connections, Change.Promotion wish, Supplier<Optional<Snapshot>> state) {
        GatedPromotion gated = new GatedPromotion(place, connections, wish);
        return new TrainCar(place, connections, new ChangePlanner(place, connections).along(wish, gated, state), gated);
    }

    String name() {
        return place.app().name();
    }

    /** Asks its gates where it goes; from here on nothing of it goes that they were not asked about. */
    Optional<ChangeOutcome> ask(Optional<Evaluation> going) {
        if (going.isPresent()) {
            return gated.ask(going::get);
        }
        gated.close();
        return Optional.empty();
    }
}
