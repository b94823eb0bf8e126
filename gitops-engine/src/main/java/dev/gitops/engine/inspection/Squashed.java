package dev.gitops.engine.inspection;

import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.SourceTree;
import java.util.List;
import java.util.Optional;

/** Whether a branch had, at some commit, what a change's branch brings, though it does not have that branch's commits: a squash merge or a rebase leaves no other trace. */
record Squashed(Place place, Snapshot tip) {

    private static final int SEARCHED = 50;

    /** Whether the files that the change's commits touch were once on the branch as the change has them. */
    boolean isIn(String head) {
        try {
            Snapshot change = place.workspace().repository().at(head);
            List<String> paths = paths(change);
            if (paths.isEmpty()) {
                return false;
            }
            if (same(paths, change, tip)) {
                return true;
            }
            return tip.history(paths, SEARCHED).stream()
                    .map(CommitInfo::id)
                    .takeWhile(commit -> !change.contains(commit))
                    .anyMatch(commit ->
                            same(paths, change, place.workspace().repository().at(commit)));
        } catch (GitOpsException untold) {
            return false;
        }
    }

    /** The files that the commits of the change touch which the branch does not have. */
    private List<String> paths(Snapshot change) {
        Optional<String> base = change.history(List.of(), SEARCHED).stream()
                .map(CommitInfo::id)
                .filter(tip::contains)
                .findFirst();
        return base.map(commit -> List.copyOf(place.workspace().repository().changedPaths(commit, change.commit())))
                .orElse(List.of());
    }

    private static boolean same(List<String> paths, SourceTree left, SourceTree right) {
        return paths.stream().allMatch(path -> left.id(path).equals(right.id(path)));
    }
}
