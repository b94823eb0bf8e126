package dev.gitops.engine.workspace;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Settings;
import dev.gitops.change.Summaries;
import dev.gitops.notify.Notifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes records and tells of them. */
public record Recorder(Place place, Connections connections) {

    /**
     * Records a change; nothing where nothing was to be changed.
     *
     * @return the outcome; a refusal that cannot be recorded stays one, with a notice, as a host that refuses one push may refuse this one too
     */
    public ChangeOutcome recorded(Change change, ChangeOutcome outcome, Instant started) {
        if (!(outcome instanceof ChangeOutcome.Refused refused)) {
            record(change, outcome, started);
            return outcome;
        }
        try {
            record(change, outcome, started);
            return outcome;
        } catch (GitOpsException unrecorded) {
            ChangeSummary summary = outcome.summary();
            List<String> notices = new ArrayList<>(summary.notices());
            notices.add("the refusal could not be recorded: " + unrecorded.getMessage());
            return new ChangeOutcome.Refused(Summaries.withDiff(summary, summary.diff(), notices), refused.refusals());
        }
    }

    private void record(Change change, ChangeOutcome outcome, Instant started) {
        of(change, outcome, started).ifPresent(record -> {
            if (outcome instanceof ChangeOutcome.Committed) {
                writeOnce(record);
            } else {
                write(record);
            }
        });
    }

    /** The record of a change; empty where nothing was to be changed. */
    public Optional<DeploymentRecord> of(Change change, ChangeOutcome outcome, Instant started) {
        if (outcome instanceof ChangeOutcome.UpToDate) {
            return Optional.empty();
        }
        Settings settings = connections.settings();
        var record = DeploymentRecord.builder()
                .id(id(outcome))
                .app(place.app().name())
                .environment(place.environment().name())
                .operation(change.operation())
                .outcome(outcome.word())
                .fromEnvironment(Optional.ofNullable(outcome.summary().from()))
                .requestedBy(settings.actor())
                .reason(Optional.ofNullable(change.reason()))
                .images(outcome.summary().images())
                .commit(outcome.madeCommit())
                .changeRequest(outcome.request())
                .started(started)
                .ended(settings.clock().instant())
                .buildUrl(settings.variable("BUILD_URL"))
                .failure(failure(outcome))
                .refusals(
                        outcome instanceof ChangeOutcome.Refused refused
                                ? RecordedRefusal.of(refused.refusals())
                                : List.of())
                .notices(outcome.summary().notices());
        if (change instanceof Change.Releasing releasing) {
            releasing.release().buildNumber().ifPresent(record::build);
            Optional.ofNullable(releasing.release().buildUrl()).ifPresent(record::buildUrl);
            String source = releasing.release().sourceCommit();
            if (source != null) {
                record.addSourceCommits(source);
                record.sourceTime(new SourceTime(place).of(source));
            }
        }
        if (change instanceof Change.Promotion promotion) {
            record.unverified(promotion.unverified());
        }
        return Optional.of(record.build());
    }

    /** What a commit did is told once, whoever tells it: this process, or another one that found it without a record. */
    private String id(ChangeOutcome outcome) {
        return outcome instanceof ChangeOutcome.Committed committed
                ? place.workspace().repository().at(committed.commit()).history(List.of(), 1).stream()
                        .findFirst()
                        .map(commit -> LeftOut.idOf(
                                commit, place.app().name(), place.environment().name()))
                        .orElseGet(place.workspace()::nextId)
                : place.workspace().nextId();
    }

    /** Writes a record unless another process has written it meanwhile. */
    public void writeOnce(DeploymentRecord record) {
        try {
            write(record);
        } catch (GitOpsException | IllegalStateException failure) {
            boolean there = place
                    .workspace()
                    .records()
                    .search(RecordQuery.builder()
                            .app(record.app())
                            .environment(record.environment())
                            .commit(record.commit())
                            .limit(10)
                            .build())
                    .records()
                    .stream()
                    .anyMatch(other -> other.id().equals(record.id()));
            if (!there) {
                throw failure;
            }
        }
    }

    /** Writes the records of one commit, all or none, unless another process has written some of them meanwhile. */
    public void writeAll(List<DeploymentRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            place.workspace().records().appendAll(records);
        } catch (GitOpsException | IllegalStateException failure) {
            records.forEach(this::writeOnce);
            return;
        }
        records.forEach(this::tell);
    }

    /** Writes a record to the store and to the endpoint, and tells of it. */
    public void write(DeploymentRecord record) {
        place.workspace().records().append(record);
        tell(record);
    }

    private void tell(DeploymentRecord record) {
        place.workspace().keepSalt();
        place.workspace().endpoint().map(endpoint -> endpoint.send(record)).ifPresent(sent -> {
            if (sent.waiting() > 0) {
                connections
                        .settings()
                        .progress()
                        .tell(sent.waiting() + " records wait for the audit system: " + sent.problem());
            }
        });
        Notifiers.of(connections.inventory(), connections.settings()).tell(record);
    }

    private static Optional<String> failure(ChangeOutcome outcome) {
        boolean ended =
                outcome instanceof ChangeOutcome.Requested || outcome.reasons().isEmpty();
        return ended ? Optional.empty() : Optional.of(String.join("; ", outcome.reasons()));
    }
}
