package dev.gitops.engine.inspection;

import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest state of branches, each fetched once. Safe for several threads. */
final class Tips {

    private final Map<String, Snapshot> tips = new ConcurrentHashMap<>();

    Snapshot of(Place place) {
        return tips.computeIfAbsent(place.workspace().spec() + " " + place.branch(), absent -> place.tip());
    }
}
