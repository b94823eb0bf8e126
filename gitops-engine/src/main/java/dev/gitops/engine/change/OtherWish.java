package dev.gitops.engine.change;

import dev.gitops.api.Operation;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a change request's newest commit carries another wish than the one that was pushed: another release of an application, another operation. The same wish on a newer base, as hosts rebase branches, and
 * commits on top of it are not.
 *
 * @param places what the wish is about
 * @param commit what was pushed
 */
record OtherWish(List<Place> places, String commit) {

    private static final Set<String> RELEASES = Set.of(Operation.RELEASE.word(), Operation.PROMOTE.word());

    boolean is(String head) {
        ConfigRepository repository = places.get(0).workspace().repository();
        Snapshot there = repository.at(head);
        if (there.contains(commit)) {
            return false;
        }
        Snapshot ours = repository.at(commit);
        return places.stream().anyMatch(place -> isOther(place, ours, there));
    }

    private static boolean isOther(Place place, Snapshot ours, Snapshot there) {
        Optional<String> operation = operation(place, ours);
        if (!operation.equals(operation(place, there))) {
            return true;
        }
        return operation.filter(RELEASES::contains).isPresent()
                ? !release(place, ours).equals(release(place, there))
                : !place.stateKey(ours).equals(place.stateKey(there));
    }

    private static Set<ReleasedImage> release(Place place, Snapshot snapshot) {
        return Set.copyOf(place.manifests().release(snapshot, place.target()));
    }

    private static Optional<String> operation(Place place, Snapshot snapshot) {
        return snapshot.history(List.of(), 1).stream()
                .flatMap((CommitInfo commit) -> place.said(commit).trailer(Trailers.OPERATION).stream())
                .findFirst();
    }
}
