package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Provenance;
import dev.gitops.policy.Provenance.Touch;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects what {@link Provenance} decides on: which commits came by change requests, and which shared files were verified elsewhere. */
record ProvenanceCheck(Place place, Connections connections) {

    void check(
            Snapshot snapshot,
            List<CommitInfo> changes,
            boolean deployedBefore,
            List<Refusal> refusals,
            List<String> notices) {
        Optional<Forge> forge = place.workspace().forge();
        List<Touch> touches = new ArrayList<>();
        Closure closure = place.manifests().closure(snapshot, place.target());
        for (CommitInfo commit : changes) {
            touches.add(touch(commit, closure, forge));
        }
        boolean hasSource = !place.environment().promotesFrom().isEmpty() && deployedBefore;
        List<String> found =
                Provenance.refusals(touches, hasSource ? verifiedBefore(snapshot, touches) : Set.of(), hasSource);
        if (forge.isEmpty()) {
            found.forEach(reason -> notices.add("provenance is not enforced without a forge: " + reason));
        } else {
            found.forEach(text -> refusals.add(new Refusal(Refusal.Kind.PROVENANCE, text)));
        }
    }

    private Touch touch(CommitInfo commit, Closure closure, Optional<Forge> forge) {
        String parent = commit.parents().isEmpty() ? "" : commit.parents().get(0);
        Set<String> shared = new TreeSet<>();
        for (String path : place.workspace().repository().changedPaths(parent, commit.id())) {
            if (Closure.covers(closure.shared(), path)) {
                shared.add(path);
            }
        }
        boolean reviewed = forge.isPresent()
                && !forge.get().mergedWith(commit.id(), place.branch()).isEmpty();
        return new Touch(commit.id(), commit.subject(), reviewed, shared);
    }

    /** A shared file counts as verified where the last verified state of an environment before this one has it as it is now. */
    private Set<String> verifiedBefore(Snapshot snapshot, List<Touch> touches) {
        Set<String> verified = new HashSet<>();
        for (EnvironmentName source : place.environment().promotesFrom()) {
            Place before = Place.of(place.app(), source, connections);
            Optional<Snapshot> state = new Evidence(before)
                    .lastVerified()
                    .flatMap(DeploymentRecord::commit)
                    .map(place.workspace().repository()::at);
            if (state.isPresent()) {
                touches.stream()
                        .flatMap(touch -> touch.shared().stream())
                        .filter(path -> state.get().id(path).equals(snapshot.id(path)))
                        .forEach(verified::add);
            }
        }
        return verified;
    }
}
