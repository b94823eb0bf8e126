package dev.gitops.engine.inspection;

import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;

/** The newest state of branches, each fetched once. Safe for several threads. */
final class Tips {

    private final Once<String, Snapshot> tips = new Once<>();

    Snapshot of(Place place) {
        return tips.of(place.workspace().spec() + " " + place.branch(), absent -> place.tip());
    }
}
