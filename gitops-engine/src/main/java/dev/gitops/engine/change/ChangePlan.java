package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.LeftOut;
import dev.gitops.engine.workspace.LeftOutHolds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change, evaluated at the tip for those who look, and evaluated again on each new tip when it is executed. */
final class ChangePlan implements Plan {

    private final Place place;
    private final EnvironmentChange change;
    private final Connections connections;
    private final @Nullable GatedPromotion gated;
    private @Nullable Evaluation evaluation;

    ChangePlan(Place place, EnvironmentChange change, Connections connections, @Nullable GatedPromotion gated) {
        this.gated = gated;
        this.place = place;
        this.change = change;
        this.connections = connections;
    }

    /** Evaluated when somebody looks: whoever only executes does not pay for it. */
    private synchronized Evaluation evaluation() {
        if (evaluation == null) {
            evaluation = change.at(place.tip());
        }
        return evaluation;
    }

    @Override
    public ChangeSummary summary() {
        return evaluation().summary();
    }

    @Override
    public ChangeOutcome expected() {
        return evaluation()
                .stop()
                .orElseGet(() -> place.environment().isProtected()
                        ? new ChangeOutcome.Requested(summary(), "", targetBranch(), Optional.empty(), List.of())
                        : new ChangeOutcome.Committed(summary(), ""));
    }

    @Override
    public List<String> files() {
        return evaluation().edits().stream().map(FileEdit::path).toList();
    }

    @Override
    public String targetBranch() {
        return place.environment().isProtected() ? ChangeBranch.of(place) : place.branch();
    }

    @Override
    public Optional<String> commitMessage() {
        return evaluation().message().map(CommitMessage::subject);
    }

    @Override
    public ChangeOutcome execute() {
        return execute(Duration.ZERO);
    }

    @Override
    public ChangeOutcome executeAndWait(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return execute(timeout);
    }

    private ChangeOutcome execute(Duration timeout) {
        return connections.announcer().change(place.names(), change.change().operation(), () -> carryOut(timeout));
    }

    private ChangeOutcome carryOut(Duration timeout) {
        Instant started = connections.settings().clock().instant();
        if (change.change() instanceof Change.Rollback rollback
                && evaluation().stop().isEmpty()) {
            hold(rollback);
        }
        if (gated != null) {
            Optional<ChangeOutcome> closed = gated.ask(evaluation());
            if (closed.isPresent()) {
                return new Recorder(place, connections).recorded(change.change(), closed.get(), started);
            }
        }
        ChangeOutcome outcome = place.environment().isProtected()
                ? new ChangeRequests(place, connections).request(change, timeout)
                : new Pushes(place).push(change);
        ChangeOutcome told = new Recorder(place, connections).recorded(change.change(), outcome, started);
        new LeftOut(place, connections).makeUp(newest(outcome));
        new LeftOutHolds(place, connections).makeUpWhatIsSeen();
        return told;
    }

    /** The branch as this change left it, without asking for it again where it was written. */
    private Snapshot newest(ChangeOutcome outcome) {
        return outcome instanceof ChangeOutcome.Committed committed
                ? place.workspace().repository().at(committed.commit())
                : place.tip();
    }

    /** A rollback stops automation when it is asked for, or the next promotion would undo it before it is merged. */
    private void hold(Change.Rollback rollback) {
        String reason = rollback.reason() == null ? "rollback" : "rollback: " + rollback.reason();
        place.workspace().holds().begin(place.app().name(), rollback.environment(), reason);
    }
}
