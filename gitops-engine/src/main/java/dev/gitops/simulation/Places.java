package dev.gitops.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environments of all applications that records tell of. */
final class Places {

    private final Map<String, Map<String, PlaceState>> states = new HashMap<>();

    PlaceState of(String app, String environment) {
        return states.computeIfAbsent(app, absent -> new HashMap<>())
                .computeIfAbsent(environment, absent -> new PlaceState());
    }

    Optional<PlaceState> find(String app, String environment) {
        return Optional.ofNullable(states.getOrDefault(app, Map.of()).get(environment));
    }

    Iterable<PlaceState> all() {
        return states.values().stream().map(Map::values).flatMap(Collection::stream)::iterator;
    }
}
