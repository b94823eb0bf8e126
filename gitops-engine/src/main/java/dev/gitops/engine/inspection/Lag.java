package dev.gitops.engine.inspection;

import dev.gitops.api.EnvironmentStatus.Behind;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Operation;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many releases an environment that runs one of them is ahead of another environment, as the history of its own files tells.
 *
 * @param ahead the environment
 * @param tip where its history begins
 * @param own its own paths
 */
record Lag(Place ahead, Snapshot tip, Collection<String> own) {

    private static final int SEARCHED = 50;

    /** How far the environment is ahead of one that runs another release; empty where it is not, or where its history does not tell. */
    Optional<Behind> of(List<ReleasedImage> there, List<ReleasedImage> here) {
        Set<String> newer = words(there);
        Set<String> older = words(here);
        if (newer.equals(older) || newer.isEmpty() || older.isEmpty()) {
            return Optional.empty();
        }
        List<CommitInfo> commits = tip.history(List.copyOf(own), SEARCHED);
        return distance(commits, newer, older, Lag::told)
                .or(() -> distance(commits, newer, older, this::read))
                .filter(releases -> releases > 0)
                .map(releases -> new Behind(ahead.environment().name(), releases));
    }

    private Optional<Integer> distance(
            List<CommitInfo> commits, Set<String> newer, Set<String> older, Function<CommitInfo, Set<String>> release) {
        List<Set<String>> releases = new ArrayList<>();
        for (CommitInfo whole : commits) {
            CommitInfo commit = ahead.said(whole);
            Set<String> brought = isReturn(commit) ? Set.of() : release.apply(commit);
            if (!brought.isEmpty() && !releases.contains(brought)) {
                releases.add(brought);
            }
            if (releases.contains(newer) && releases.contains(older)) {
                return Optional.of(releases.indexOf(older) - releases.indexOf(newer));
            }
        }
        return Optional.empty();
    }

    /** A rollback brings nothing that was not there before. */
    private static boolean isReturn(CommitInfo commit) {
        return commit.trailer(Trailers.OPERATION)
                .filter(Operation.ROLLBACK.word()::equals)
                .isPresent();
    }

    private static Set<String> told(CommitInfo commit) {
        return commit.trailers().stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(Trailers.IMAGE))
                .map(Trailer::value)
                .collect(Collectors.toSet());
    }

    /** What a commit without trailers brought, as people and squashed change requests make them, its files tell. */
    private Set<String> read(CommitInfo commit) {
        Set<String> told = told(commit);
        if (!told.isEmpty()) {
            return told;
        }
        try {
            return words(
                    ahead.manifests().release(ahead.workspace().repository().at(commit.id()), ahead.target()));
        } catch (GitOpsException unreadable) {
            return Set.of();
        }
    }

    private static Set<String> words(List<ReleasedImage> release) {
        return release.stream()
                .filter(image -> !image.image().isPlaceholder())
                .map(ReleasedImage::toString)
                .collect(Collectors.toSet());
    }
}
