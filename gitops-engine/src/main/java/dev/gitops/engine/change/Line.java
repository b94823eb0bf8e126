package dev.gitops.engine.change;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.LineStop;
import dev.gitops.api.Problem;
import dev.gitops.api.StoppedLine;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.inventory.NearestName;
import dev.gitops.repository.PushResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stops the line and frees it: one commit in each config repository. Whoever is interrupted between two of them asks again. */
public record Line(Connections connections) {

    /** Stops or frees; the commits by repository, none where it was so already. */
    public Map<String, String> set(LineStop line, boolean stopped, @Nullable String reason) {
        checked(line);
        Map<String, String> commits = new LinkedHashMap<>();
        for (Workspace workspace : workspaces()) {
            PushResult<String> result = workspace.stops().set(line, stopped, reason);
            if (result instanceof PushResult.Pushed<String> pushed) {
                commits.put(workspace.spec().repository(), pushed.commit());
            } else if (result instanceof PushResult.RefusedByHost<String> refused) {
                throw new PushRefusedException(
                        "cannot " + (stopped ? "stop " : "free ") + line.inWords() + ": the host of "
                                + workspace.spec().repository() + " refused the push to " + Holds.BRANCH + ": "
                                + refused.message() + "; allow the tool's user to push to it");
            }
        }
        return commits;
    }

    /** Whether just this is stopped, everywhere. */
    public boolean is(LineStop line) {
        checked(line);
        return workspaces().stream().allMatch(workspace -> workspace.stops().is(line));
    }

    /** What is stopped of a part of the line, in whatever repository. */
    public List<StoppedLine> stops(LineStop line) {
        checked(line);
        Map<LineStop, StoppedLine> stops = new LinkedHashMap<>();
        for (Workspace workspace : workspaces()) {
            workspace.stops().all().stream()
                    .filter(stop -> stop.line().overlaps(line))
                    .forEach(stop -> stops.putIfAbsent(
                            stop.line(), new StoppedLine(stop.line(), stop.by(), stop.since(), stop.reason())));
        }
        return List.copyOf(stops.values());
    }

    private List<Workspace> workspaces() {
        return connections.inventory().apps().values().stream()
                .map(connections::workspace)
                .distinct()
                .toList();
    }

    private void checked(LineStop line) {
        Inventory inventory = connections.inventory();
        List<Problem> problems = new ArrayList<>();
        line.environment()
                .filter(name -> !inventory.environments().containsKey(name))
                .ifPresent(name -> problems.add(unknown(
                        "environment",
                        name.value(),
                        inventory.environments().keySet().stream()
                                .map(Object::toString)
                                .toList())));
        line.team()
                .filter(name -> !inventory.teams().containsKey(name))
                .ifPresent(name ->
                        problems.add(unknown("team", name, inventory.teams().keySet())));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the request", problems);
        }
    }

    private static Problem unknown(String key, String name, Collection<String> known) {
        return Problem.of(
                key,
                name,
                "the inventory has no such " + key,
                NearestName.of(name, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("it has " + String.join(", ", known)));
    }
}
