package dev.gitops.engine.change;

import dev.gitops.api.Operation;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.ConfigRepository;
import java.util.List;
import java.util.Set;

/**
 * Takes back a change request that nobody wants any more: an environment has the release that is now asked for, so merging what was asked for before would take it away. What restores a state or
 * sets a value is another wish and stays.
 */
record Withdrawal(Place place) {

    private static final Set<String> RELEASES = Set.of(Operation.RELEASE.word(), Operation.PROMOTE.word());

    void of(Operation operation) {
        if (!RELEASES.contains(operation.word())) {
            return;
        }
        of(ChangeBranch.of(place));
    }

    /** Takes back what a branch asks for, where that is a release. */
    void of(String branch) {
        ConfigRepository repository = place.workspace().repository();
        String tip = repository.branches(branch).get(branch);
        if (tip == null || !isRelease(repository, tip)) {
            return;
        }
        place.workspace()
                .forge()
                .ifPresent(
                        forge -> forge.open(branch, place.branch())
                                .ifPresent(
                                        open -> forge.close(
                                                open.number(),
                                                place.environment().name()
                                                        + " has the release that is asked for now, so this one is not wanted any more.")));
        place.workspace().deleteBranch(branch, tip);
    }

    private static boolean isRelease(ConfigRepository repository, String commit) {
        return repository.at(commit).history(List.of(), 1).stream()
                .anyMatch(newest -> newest.trailer(Trailers.OPERATION)
                        .filter(RELEASES::contains)
                        .isPresent());
    }
}
