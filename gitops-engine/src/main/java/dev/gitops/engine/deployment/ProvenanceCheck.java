package dev.gitops.engine.deployment;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Provenance;
import dev.gitops.policy.Provenance.Touch;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects what {@link Provenance} decides on: which steps came by change requests, as they were reviewed, and which shared files were verified elsewhere. */
record ProvenanceCheck(Place place, Connections connections, boolean deployedBefore) {

    void check(
            Snapshot snapshot,
            Changes changes,
            List<Reviewed> steps,
            Collection<String> otherwise,
            List<Refusal> refusals,
            List<String> notices) {
        Optional<Forge> forge = place.workspace().forge();
        List<Touch> touches = new ArrayList<>();
        Set<String> sharedPaths =
                place.manifests().closure(snapshot, place.target()).shared();
        Set<String> shared = new TreeSet<>();
        for (Reviewed reviewed : steps) {
            if (!reviewed.begin()) {
                touches.add(touch(reviewed));
                shared(sharedPaths, reviewed.step().changed(), shared);
            }
        }
        shared(sharedPaths, changes.fresh(), shared);
        boolean hasSource =
                deployedBefore && !place.environment().promotesFrom().isEmpty();
        List<String> found = new ArrayList<>(Provenance.refusals(
                touches, shared, hasSource ? verifiedBefore(snapshot, shared) : Set.of(), hasSource));
        if (forge.isEmpty()) {
            found.forEach(reason -> notices.add("provenance is not enforced without a forge: " + reason));
            return;
        }
        found.addAll(otherwise);
        found.forEach(text -> refusals.add(new Refusal(Refusal.Kind.PROVENANCE, text)));
    }

    private static Touch touch(Reviewed reviewed) {
        return new Touch(
                reviewed.step().commit().id(),
                reviewed.step().commit().subject(),
                !reviewed.requests().isEmpty());
    }

    private static void shared(Set<String> sharedPaths, Set<String> files, Set<String> shared) {
        files.stream().filter(path -> Closure.covers(sharedPaths, path)).forEach(shared::add);
    }

    /** A shared file counts as verified where the last verified state of an environment before this one has it as it is now. */
    private Set<String> verifiedBefore(Snapshot snapshot, Set<String> shared) {
        Set<String> verified = new HashSet<>();
        for (EnvironmentName source : place.environment().promotesFrom()) {
            Place before = Place.of(place.app(), source, connections);
            Optional<Snapshot> state = new Evidence(before)
                    .lastVerified()
                    .flatMap(DeploymentRecord::commit)
                    .map(place.workspace().repository()::at);
            state.ifPresent(there -> shared.stream()
                    .filter(path -> there.id(path).equals(snapshot.id(path)))
                    .forEach(verified::add));
        }
        return verified;
    }
}
