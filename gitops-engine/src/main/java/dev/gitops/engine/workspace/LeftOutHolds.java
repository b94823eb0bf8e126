package dev.gitops.engine.workspace;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.change.Trailers;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** As {@link LeftOut}, of holds: records of those whose process ended after the push and before the record. */
public record LeftOutHolds(Place place, Connections connections) {

    private static final Set<Operation> HOLDS = Set.of(Operation.HOLD, Operation.UNHOLD);
    private static final int NEWEST = 10;
    private static final int ROLLBACKS = 10;

    /** Writes what is missing of the newest holds of the place, as the branch is now. */
    public void makeUp() {
        guarded(() -> place.workspace().states().ifPresent(tip -> write(tip.history(List.of(path()), NEWEST))));
    }

    /** The same where the branch, as it was seen last, shows without a walk through its past that there may be something: a hold that is there, or one that was the last that happened. */
    public void makeUpWhatIsSeen() {
        guarded(() -> place.workspace().statesSeen().ifPresent(tip -> write(newest(tip))));
    }

    private void guarded(Runnable writing) {
        try {
            writing.run();
        } catch (GitOpsException later) {
            connections
                    .settings()
                    .progress()
                    .tell("records of earlier holds of " + place.inWords() + " may be missing: " + later.getMessage());
        }
    }

    private String path() {
        return Holds.path(place.app().name(), place.environment().name());
    }

    private List<CommitInfo> newest(Snapshot tip) {
        Set<CommitInfo> commits = new LinkedHashSet<>(tip.history(List.of(), 1));
        if (tip.read(path()).isPresent()) {
            commits.addAll(tip.history(List.of(path()), 1));
        }
        return List.copyOf(commits);
    }

    private void write(List<CommitInfo> newestFirst) {
        Instant now = connections.settings().clock().instant();
        List<DeploymentRecord> missing = new ArrayList<>();
        for (CommitInfo commit : newestFirst) {
            Optional<Operation> operation = commit.trailer(Trailers.OPERATION)
                    .flatMap(Operation::ofWord)
                    .filter(HOLDS::contains);
            boolean ours = Trailers.part(
                            commit, place.app().name(), place.environment().name())
                    .isPresent();
            if (!ours || operation.isEmpty()) {
                continue;
            }
            if (commit.asked().isBefore(now.minus(LeftOut.OLDEST))
                    || isRecorded(commit)
                    || LeftOut.comes(commit, now, () -> isRecorded(commit))) {
                break;
            }
            missing.add(0, record(commit, operation.get(), now));
        }
        missing.forEach(new Recorder(place, connections)::writeOnce);
    }

    private DeploymentRecord record(CommitInfo commit, Operation operation, Instant now) {
        EnvironmentName environment = place.environment().name();
        return DeploymentRecord.builder()
                .id(LeftOut.idOf(commit, place.app().name(), environment))
                .app(place.app().name())
                .environment(environment)
                .operation(operation)
                .outcome("committed")
                .requestedBy(commit.trailer(Trailers.REQUESTED_BY).orElse(commit.author()))
                .reason(Optional.of(commit.body().strip()).filter(text -> !text.isEmpty()))
                .commit(commit.id())
                .started(commit.asked())
                .ended(commit.time().isAfter(now) ? now : commit.time())
                .addNotices(LeftOut.WRITTEN_LATER)
                .build();
    }

    /** The hold that a rollback sets is told by the record of the rollback. */
    private boolean isRecorded(CommitInfo commit) {
        boolean told = place.workspace()
                        .records()
                        .search(query(HOLDS).commit(commit.id()).limit(0).build())
                        .total()
                > 0;
        return told
                || place
                        .workspace()
                        .records()
                        .search(query(Set.of(Operation.ROLLBACK))
                                .since(commit.asked())
                                .limit(ROLLBACKS)
                                .build())
                        .records()
                        .stream()
                        .anyMatch(record -> !record.started()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .isAfter(commit.asked()));
    }

    private ImmutableRecordQuery.Builder query(Set<Operation> operations) {
        return RecordQuery.builder()
                .app(place.app().name())
                .environment(place.environment().name())
                .operations(operations);
    }
}
