package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.model.PlannedView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A view a team and a view an environment. */
record Views(Inventory inventory, Layout layout) {

    List<PlannedView> all() {
        List<PlannedView> views = new ArrayList<>();
        for (EnvironmentName environment :
                new TreeSet<>(inventory.environments().keySet())) {
            views.add(view(
                    "env-" + environment,
                    "All deployments into " + environment + '.',
                    "deliver/[^/]+/deploy-" + environment));
        }
        Map<String, String> teams = inventory.apps().values().stream()
                .filter(app -> app.team().isPresent())
                .sorted(Comparator.comparing(AppSpec::name))
                .collect(Collectors.groupingBy(
                        app -> app.team().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(AppSpec::name, Collectors.joining("|"))));
        teams.forEach((team, apps) -> views.add(view(
                "team-" + team,
                "All jobs of the team " + team + '.',
                "build/(" + apps + ")|deliver/(" + apps + ")/[^/]+")));
        return views;
    }

    private PlannedView view(String name, String description, String regex) {
        return new PlannedView(layout.folder() + '/' + name, description, regex);
    }
}
