package dev.gitops.engine.inspection;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.Operation;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers;
import dev.gitops.engine.reading.States;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an environment has had: the commits that touched its own files, joined with the records of their deployments. */
public final class HistoryReader {

    private static final int RECORDS = 500;

    private final Place place;
    private final States states;

    /** The past of a place. */
    public HistoryReader(Place place) {
        this.place = place;
        this.states = new States(place);
    }

    /** The newest entries, newest first, that many at the most. */
    public List<HistoryEntry> newest(int limit) {
        return newest(place.tip(), limit);
    }

    /** The newest entries up to a state, that many at the most. */
    public List<HistoryEntry> newest(Snapshot tip, int limit) {
        List<CommitInfo> commits = place.history(tip, limit);
        Map<String, DeploymentRecord> deployments = commits.isEmpty() ? Map.of() : byState();
        return commits.stream().map(commit -> entry(commit, deployments)).toList();
    }

    /** The newest deployment of each state; states are what commits are matched by, since a deployment may be of any later commit. */
    private Map<String, DeploymentRecord> byState() {
        Map<String, DeploymentRecord> byCommit = new HashMap<>();
        for (DeploymentRecord record : new Evidence(place).ever(RECORDS)) {
            record.commit().ifPresent(commit -> byCommit.putIfAbsent(commit, record));
        }
        Map<String, DeploymentRecord> byState = new HashMap<>();
        byCommit.values().stream()
                .sorted((left, right) -> right.id().compareTo(left.id()))
                .forEach(record ->
                        state(record.commit().orElseThrow()).ifPresent(key -> byState.putIfAbsent(key, record)));
        return byState;
    }

    private Optional<String> state(String commit) {
        try {
            return Optional.of(states.of(place.workspace().repository().at(commit)));
        } catch (GitOpsException gone) {
            return Optional.empty();
        }
    }

    private HistoryEntry entry(CommitInfo whole, Map<String, DeploymentRecord> deployments) {
        Optional<DeploymentRecord> deployment = state(whole.id()).map(deployments::get);
        CommitInfo commit = place.said(whole);
        boolean ours = Trailers.part(
                        whole, place.app().name(), place.environment().name())
                .isPresent();
        return new HistoryEntry(
                commit.id(),
                commit.time(),
                ours
                        ? commit.trailer(Trailers.OPERATION)
                                .flatMap(Operation::ofWord)
                                .orElse(null)
                        : null,
                images(commit),
                commit.trailer(Trailers.REQUESTED_BY).orElse(commit.author()),
                deployment.map(HistoryReader::outcome).orElse("committed"),
                deployment.filter(DeploymentRecord::verified).isPresent(),
                commit.trailer(Trailers.REASON).orElse(null));
    }

    /** A state that was found in place once more is as verified as when it came. */
    private static String outcome(DeploymentRecord deployment) {
        return deployment.verified() ? "verified" : deployment.outcome();
    }

    /** A commit that people made by hand may have left manifests that cannot be read; its images are then unknown. */
    private List<ReleasedImage> images(CommitInfo commit) {
        try {
            return place.manifests().release(place.workspace().repository().at(commit.id()), place.target());
        } catch (GitOpsException unreadable) {
            return List.of();
        }
    }
}
