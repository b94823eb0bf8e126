package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CheckReport;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RenderedManifests;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether every environment renders, and whether people own the files of the protected ones. */
public final class Check {

    private final Connections connections;
    private final Optional<String> commit;
    private final Ownership ownership;
    private final Map<String, Snapshot> tips = new HashMap<>();
    private final Set<Problem> invalid = new LinkedHashSet<>();
    private final Set<Problem> unguarded = new LinkedHashSet<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private int checked;

    /** A check of the branches' tips, or of one commit. */
    public Check(Connections connections, Optional<String> commit) {
        this.connections = connections;
        this.commit = commit;
        this.ownership = new Ownership(connections.inventory());
    }

    /** Looks at every application in every environment; all problems at once. */
    public CheckReport run() {
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName name : app.environments().keySet()) {
                look(Place.of(app, name, connections));
            }
        }
        return new CheckReport(checked, List.copyOf(invalid), List.copyOf(unguarded), List.copyOf(notices));
    }

    private void look(Place place) {
        if (commit.isPresent() && place.environment().branch().isPresent()) {
            notices.add(
                    place.inWords() + " is decided by the branch " + place.branch() + ", so it was not looked at here");
            return;
        }
        checked++;
        try {
            Snapshot snapshot = snapshot(place);
            RenderedManifests rendered = place.manifests().render(snapshot, place.target());
            rendered.objects(); // what a chart renders to may be no YAML
            rendered.notices().forEach(notice -> notices.add(place.inWords() + ": " + notice));
            if (place.environment().isProtected()) {
                unguarded.addAll(ownership.missing(place, snapshot));
            }
        } catch (InvalidInputException unusable) {
            unusable.problems().forEach(problem -> invalid.add(about(place, problem)));
        } catch (GitException.MissingBranch | GitException.MissingRepository | GitException.MissingCommit absent) {
            invalid.add(Problem.of("config", place.workspace().spec().repository(), message(absent), null));
        }
    }

    private Snapshot snapshot(Place place) {
        String key = place.workspace().spec() + " " + place.branch();
        Snapshot known = tips.get(key);
        if (known == null) {
            known = commit.map(place.workspace().repository()::at).orElseGet(place::tip);
            tips.put(key, known);
        }
        return known;
    }

    /** A file says itself where the problem is, and may be shared; what stands in no file is told of its environment. */
    private static Problem about(Place place, Problem problem) {
        return problem.inFile().isPresent()
                ? problem
                : new Problem(
                        null,
                        0,
                        0,
                        problem.key(),
                        problem.value(),
                        place.inWords() + ": " + problem.message(),
                        problem.hint());
    }

    private static String message(GitOpsException failure) {
        return String.valueOf(failure.getMessage());
    }
}
