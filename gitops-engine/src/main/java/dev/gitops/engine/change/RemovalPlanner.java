package dev.gitops.engine.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Plan;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.change.InventoryChange;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.RemovedPlaces;
import dev.gitops.inventory.NearestName;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans to take an application out of Git: its lines of the inventory, byte for byte all else as it was, and the files that are its own. */
public final class RemovalPlanner {

    private final Connections connections;
    private final String app;
    private final Function<Place, List<String>> inCluster;

    /**
     * A planner for an application.
     *
     * @param inCluster tells in words what a place has in its cluster
     */
    public RemovalPlanner(Connections connections, String app, Function<Place, List<String>> inCluster) {
        this.connections = connections;
        this.app = app;
        this.inCluster = inCluster;
    }

    /** The plan; up to date where it was removed already. */
    public Plan plan(@Nullable EnvironmentName in, Set<String> claims, @Nullable String reason) {
        InventoryAtHome home = InventoryAtHome.of(connections, app);
        Inventory inventory = home.inventory();
        AppSpec spec = inventory.apps().get(app);
        if (spec == null || in != null && !spec.environments().containsKey(in)) {
            return removedBefore(home, inventory, spec, in);
        }
        Connections governed =
                connections.with("removal of " + app + " at " + home.tip().commit(), inventory);
        List<Place> going = spec.environments().keySet().stream()
                .filter(name -> in == null || name.equals(in))
                .map(name -> Place.of(spec, name, governed))
                .toList();
        List<EnvironmentName> names =
                going.stream().map(place -> place.environment().name()).toList();
        Place lead = going.stream()
                .min(Comparator.comparing((Place place) -> !place.environment().isProtected())
                        .thenComparing(place -> !place.environment().needsApproval()))
                .orElseThrow();
        Change.Removal removal = new Change.Removal(lead.environment().name(), names, claims, reason);
        Settings settings = connections.settings();
        RemovalEvaluation evaluation = new RemovalEvaluation(
                home, governed, going, going.size() == spec.environments().size(), removal, settings);
        return new InventoryPlan(
                lead.at(home), going, new InventoryChange(removal, evaluation::at), governed, inCluster);
    }

    private Plan removedBefore(
            InventoryAtHome home, Inventory inventory, @Nullable AppSpec spec, @Nullable EnvironmentName in) {
        List<EnvironmentName> from = new RemovedPlaces(home).of(app);
        if (in == null ? !from.isEmpty() : from.contains(in)) {
            EnvironmentName environment = in == null ? from.get(0) : in;
            return new NothingToRemove(new ChangeSummary(
                    app,
                    environment,
                    Operation.REMOVE,
                    null,
                    List.of(),
                    "",
                    List.of(app + " was removed from "
                            + String.join(
                                    ", ", from.stream().map(Object::toString).toList()) + " already")));
        }
        Set<String> known = spec == null
                ? inventory.apps().keySet()
                : new TreeSet<>(spec.environments().keySet().stream()
                        .map(EnvironmentName::value)
                        .toList());
        String asked = spec == null ? app : String.valueOf(in);
        throw new InvalidInputException(
                "the request",
                List.of(Problem.of(
                        spec == null ? "application" : "environment",
                        asked,
                        spec == null
                                ? "the inventory has no such application, and never had it as far as its history was looked at"
                                : app + " has no such environment",
                        NearestName.of(asked, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("it has " + String.join(", ", known)))));
    }
}
