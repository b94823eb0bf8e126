package dev.gitops.engine.change;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Change;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Train;
import dev.gitops.api.TrainPlan;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.inventory.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a train into a plan: finds the applications that may go along, and which of them one commit can carry. */
public record TrainPlanner(Connections connections) {

    /** What one commit can carry. */
    private record Track(RepositorySpec repository, String branch, boolean isProtected, Optional<String> team) {}

    /**
     * The plan of a train.
     *
     * @throws InvalidInputException if the inventory has no such environment or team
     */
    public TrainPlan plan(Train train) {
        check(train);
        Map<Track, TrainTrack> tracks = new LinkedHashMap<>();
        Map<RepositorySpec, TrainState> states = new LinkedHashMap<>();
        for (AppSpec known : connections.inventory().apps().values()) {
            if (!goes(known, train)) {
                continue;
            }
            Connections governed = connections.governed(known);
            AppSpec app = governed.inventory().apps().getOrDefault(known.name(), known);
            if (!goes(app, train)) {
                continue;
            }
            Place place = Place.of(app, train.environment(), governed);
            RepositorySpec repository = place.workspace().spec();
            Optional<String> team = train.byTeam() ? app.team() : Optional.ofNullable(train.ofTeam());
            TrainState state = states.computeIfAbsent(repository, absent -> new TrainState(place.workspace()));
            tracks.computeIfAbsent(
                            new Track(
                                    repository,
                                    place.branch(),
                                    place.environment().isProtected(),
                                    team),
                            absent -> new TrainTrack(train, team, state))
                    .add(TrainCar.of(
                            place,
                            governed,
                            new Change.Promotion(train.from(), train.environment(), false, train.reason()),
                            state));
        }
        return new PlannedTrain(train, List.copyOf(tracks.values()), connections);
    }

    private static boolean goes(AppSpec app, Train train) {
        return app.environments().containsKey(train.from())
                && app.environments().containsKey(train.environment())
                && (train.ofTeam() == null
                        || app.team()
                                .filter(team -> team.equals(train.ofTeam()))
                                .isPresent());
    }

    private void check(Train train) {
        Inventory inventory = connections.inventory();
        List<Problem> problems = new ArrayList<>();
        List<String> environments = inventory.environments().keySet().stream()
                .map(EnvironmentName::value)
                .toList();
        for (EnvironmentName name : List.of(train.from(), train.environment())) {
            known("environment", name.value(), environments, problems);
        }
        if (train.ofTeam() != null) {
            known("team", train.ofTeam(), inventory.teams().keySet(), problems);
        }
        if (problems.isEmpty() && train.from().equals(train.environment())) {
            problems.add(Problem.of(
                    "environment", train.from().value(), "is where it comes from as well", "name another one"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the request", problems);
        }
    }

    private static void known(String key, String name, Collection<String> names, List<Problem> problems) {
        if (!names.contains(name)) {
            problems.add(Problem.of(
                    key,
                    name,
                    "the inventory has no such " + key,
                    NearestName.of(name, names)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("it has " + String.join(", ", names))));
        }
    }
}
