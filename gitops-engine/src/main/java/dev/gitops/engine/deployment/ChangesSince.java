package dev.gitops.engine.deployment;

import dev.gitops.engine.workspace.Place;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import dev.gitops.repository.Snapshot.Step;
import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the steps that touch what an environment depends on, since the last one that was deployed. */
record ChangesSince(Place place) {

    /** The changes up to a snapshot. */
    Changes of(Snapshot snapshot, Optional<String> deployed) {
        Set<String> closure =
                place.manifests().closure(snapshot, place.target()).all();
        Optional<Snapshot> before = deployed.flatMap(this::there);
        if (before.isEmpty()) {
            return new Changes(snapshot.steps(closure, ""), Set.of(), true);
        }
        if (place.stateKey(before.get()).equals(place.stateKey(snapshot))) {
            return new Changes(List.of(), Set.of(), false);
        }
        List<Step> steps = new ArrayList<>(snapshot.steps(closure, before.get().commit()));
        Set<String> fresh = fresh(snapshot, closure, before.get());
        if (!fresh.isEmpty()) {
            Set<String> seen = steps.stream().map(step -> step.commit().id()).collect(Collectors.toSet());
            madeOf(snapshot, fresh).stream()
                    .filter(step -> !seen.contains(step.commit().id()))
                    .forEach(steps::add);
        }
        return new Changes(steps, fresh, false);
    }

    /** A commit that the repository no longer has is no state to begin from. */
    private Optional<Snapshot> there(String commit) {
        try {
            return Optional.of(place.workspace().repository().at(commit));
        } catch (GitException.MissingCommit gone) {
            return Optional.empty();
        }
    }

    /** The files that are in the closure now, and were outside of it then. */
    private Set<String> fresh(Snapshot snapshot, Set<String> closure, Snapshot before) {
        Set<String> then = place.manifests().closure(before, place.target()).all();
        Set<String> fresh = new TreeSet<>();
        for (String path : closure) {
            if (!then.contains(path) && !Closure.covers(then, path)) {
                files(snapshot, path, then, fresh);
            }
        }
        return fresh;
    }

    private static void files(Snapshot snapshot, String path, Set<String> then, Set<String> files) {
        if (Closure.covers(then, path)) {
            return;
        }
        if (snapshot.type(path).filter(Type.DIRECTORY::equals).isEmpty()) {
            files.add(path);
            return;
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        snapshot.list(path).forEach(entry -> files(snapshot, prefix + entry.name(), then, files));
    }

    /** The steps that made some files what they are, back to the one that added each. What the repository began with nobody can have reviewed. */
    private List<Step> madeOf(Snapshot snapshot, Set<String> fresh) {
        Set<String> open = new HashSet<>(fresh);
        List<Step> made = new ArrayList<>();
        for (Step step : snapshot.steps(fresh, "")) {
            if (step.before().isEmpty() || open.isEmpty()) {
                break;
            }
            if (step.changed().stream().noneMatch(open::contains)) {
                continue;
            }
            made.add(step);
            Snapshot older = place.workspace().repository().at(step.before());
            step.changed().stream().filter(file -> older.type(file).isEmpty()).forEach(open::remove);
        }
        return made;
    }
}
