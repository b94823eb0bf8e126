package dev.gitops.simulation;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.TeamSpec;
import dev.gitops.policy.Occurrences;
import dev.gitops.policy.People;
import dev.gitops.policy.Windows;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of an inventory, by application and environment. */
final class Rules {

    /** The rules of a place. */
    record OfPlace(AppSpec app, EnvironmentSpec environment, Optional<Windows> windows) {

        EnvironmentName name() {
            return environment.name();
        }

        String inWords() {
            return app.name() + " in " + environment.name();
        }
    }

    private final Inventory inventory;
    private final Occurrences occurrences;
    private final People people;
    private final Set<String> mayPass = new LinkedHashSet<>();
    private final Map<String, Map<String, Optional<OfPlace>>> places = new HashMap<>();

    Rules(Inventory inventory, Occurrences occurrences) {
        this.inventory = inventory;
        this.occurrences = occurrences;
        this.people = People.of(inventory.people());
        for (String name : inventory.mayPassStops()) {
            TeamSpec team = inventory.teams().get(name);
            mayPass.addAll(team == null ? List.of(name) : team.approvers());
        }
    }

    /** The rules of a place; empty where the inventory does not have it. */
    Optional<OfPlace> of(String app, String environment) {
        Map<String, Optional<OfPlace>> known = places.computeIfAbsent(app, absent -> new HashMap<>());
        Optional<OfPlace> rules = known.get(environment);
        if (rules == null) {
            rules = Optional.ofNullable(inventory.apps().get(app))
                    .flatMap(spec -> spec.environments().values().stream()
                            .filter(one -> one.name().value().equals(environment))
                            .findFirst()
                            .map(one -> new OfPlace(spec, one, windows(one))));
            known.put(environment, rules);
        }
        return rules;
    }

    private Optional<Windows> windows(EnvironmentSpec environment) {
        return environment.windows().isEmpty() && environment.freezes().isEmpty()
                ? Optional.empty()
                : Optional.of(Windows.of(environment, occurrences));
    }

    Map<String, TeamSpec> teams() {
        return inventory.teams();
    }

    People people() {
        return people;
    }

    /** Whom the inventory lets pass a stop. */
    Set<String> mayPass() {
        return mayPass;
    }
}
