package dev.gitops.engine.workspace;

import dev.gitops.api.Inventory;
import dev.gitops.api.Refusal;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.calendar.Recurrences;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.People;
import dev.gitops.policy.Stop;
import dev.gitops.policy.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps a place from changing now, whatever the change: windows, and a line that is stopped. Going back passes both. */
public record Barriers(Place place, Connections connections) {

    /** The windows alone: when the place may change again. */
    public Optional<Obstacle> window() {
        Instant now = connections.settings().clock().instant();
        return Windows.of(place.environment(), Recurrences.RFC5545)
                .obstacle(place.environment().name().value(), now);
    }

    /** The stops of the line that hold the place. */
    public List<Stop> stops() {
        return place.workspace().stops().of(place.app(), place.environment().name());
    }

    /** Why nobody who asks now may change it: a stop that they may not pass, a window. */
    public List<Obstacle> obstacles(List<Stop> stops) {
        List<Obstacle> obstacles = new ArrayList<>();
        Stop.obstacle(stops, connections.settings().actor(), mayPass(), people())
                .ifPresent(obstacles::add);
        window().ifPresent(obstacles::add);
        return obstacles;
    }

    /** The same as refusals, with the stops as they are now. */
    public List<Refusal> refusals() {
        return obstacles(stops()).stream().map(Obstacle::refusal).toList();
    }

    /** What is to be told where who asks passes a stop. */
    public Optional<String> passed(List<Stop> stops) {
        return Stop.passed(stops, connections.settings().actor(), mayPass(), people());
    }

    private People people() {
        return People.of(connections.inventory().people());
    }

    /** A team's name stands for its approvers. */
    private Set<String> mayPass() {
        Inventory inventory = connections.inventory();
        Set<String> people = new LinkedHashSet<>();
        for (String name : inventory.mayPassStops()) {
            TeamSpec team = inventory.teams().get(name);
            people.addAll(team == null ? List.of(name) : team.approvers());
        }
        return people;
    }
}
