package dev.gitops.engine;

import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.Plan;
import dev.gitops.api.Problem;
import dev.gitops.engine.change.RemovalPlanner;
import dev.gitops.engine.deployment.Requests;
import dev.gitops.engine.deployment.UndeploymentPlanner;
import dev.gitops.engine.inspection.HistoryReader;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.RemovedPlace;
import dev.gitops.engine.workspace.RemovedPlaces;
import dev.gitops.inventory.NearestName;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of applications of an open inventory.
 *
 * @param connections what is open
 */
record OpenLifecycle(Connections connections) implements Lifecycle {

    @Override
    public Plan removal(
            String app, @Nullable EnvironmentName environment, Set<String> claims, @Nullable String reason) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(claims, "claims");
        return new RemovalPlanner(connections, app, place -> inCluster(place, claims))
                .plan(environment, claims, reason);
    }

    /** What a place has in its cluster, for those who look at a plan. Nothing where nothing was deployed. */
    private List<String> inCluster(Place place, Set<String> claims) {
        try {
            Optional<Snapshot> last = new Evidence(place)
                    .lastDelivered()
                    .flatMap(record -> record.commit())
                    .map(place.workspace().repository()::at);
            if (last.isEmpty()) {
                return List.of(place.inWords() + ": nothing was deployed");
            }
            List<String> words = new ArrayList<>();
            connections
                    .delivery(place.app(), place.environment())
                    .removable(new Requests(place, connections).naming(last.get(), claims))
                    .forEach(object -> words.add(place.inWords() + ": " + UndeploymentPlanner.inWords(object)));
            return words;
        } catch (GitOpsException unasked) {
            return List.of(place.inWords() + ": what its cluster has cannot be told: " + unasked.getMessage());
        }
    }

    @Override
    public List<AppEnvironment> leftBehind() {
        return left(Optional.empty());
    }

    @Override
    public List<AppEnvironment> leftBehind(String repository) {
        Objects.requireNonNull(repository, "repository");
        return left(Optional.of(repository));
    }

    private List<AppEnvironment> left(Optional<String> repository) {
        RemovedPlaces places;
        try {
            places = new RemovedPlaces(home(""));
        } catch (InvalidInputException nowhere) {
            connections.settings().progress().tell("what was removed is not looked for: " + nowhere.getMessage());
            return List.of();
        }
        List<AppEnvironment> left = new ArrayList<>();
        for (AppEnvironment pair : places.asked()) {
            places.find(pair.app(), pair.environment())
                    .filter(removed -> repository.isEmpty()
                            || repository
                                    .get()
                                    .equals(removed.place().workspace().spec().repository()))
                    .filter(removed -> !removed.isGone())
                    .ifPresent(removed -> left.add(pair));
        }
        return left;
    }

    private InventoryAtHome home(String app) {
        return InventoryAtHome.of(connections, app);
    }

    @Override
    public List<EnvironmentName> removedFrom(String app) {
        Objects.requireNonNull(app, "app");
        return new RemovedPlaces(home(app)).of(app);
    }

    @Override
    public DeploymentPlan undeployment(String app, Deployment deployment) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(deployment, "deployment");
        return new UndeploymentPlanner(removed(app, deployment.environment())).plan(deployment);
    }

    @Override
    public List<HistoryEntry> history(String app, EnvironmentName environment, int limit) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(environment, "environment");
        RemovedPlace removed = removed(app, environment);
        boolean here = removed.home().isRepositoryOf(removed.place());
        return new HistoryReader(removed.place())
                .newest(here ? removed.before() : removed.place().tip(), limit);
    }

    private RemovedPlace removed(String app, EnvironmentName environment) {
        RemovedPlaces places = new RemovedPlaces(home(app));
        return places.find(app, environment).orElseThrow(() -> {
            boolean there = places.isThere(app, environment);
            String hint = there
                    ? "remove it first: gitops app remove " + app + " --in " + environment
                    : NearestName.of(app, connections.inventory().apps().keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("gitops affected --removed lists what was removed");
            return new InvalidInputException(
                    "the request",
                    List.of(Problem.of(
                            "application",
                            app + " in " + environment,
                            there
                                    ? "the inventory still has it"
                                    : "the inventory has no such application, and its history shows no removal of it",
                            hint)));
        });
    }
}
