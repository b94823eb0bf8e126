package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.LeftOut;
import dev.gitops.engine.workspace.LeftOutHolds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.repository.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of one application's environment. */
final class ChangePlan extends EvaluatedPlan {

    private final @Nullable GatedPromotion gated;

    ChangePlan(Place place, EnvironmentChange change, Connections connections, @Nullable GatedPromotion gated) {
        super(place, change, connections);
        this.gated = gated;
    }

    @Override
    ChangeOutcome carryOut(Duration timeout) {
        Instant started = connections.settings().clock().instant();
        if (change.change() instanceof Change.Rollback rollback
                && evaluation().stop().isEmpty()) {
            hold(rollback);
        }
        if (gated != null) {
            Optional<ChangeOutcome> closed = gated.ask(this::evaluation);
            if (closed.isPresent()) {
                return new Recorder(place, connections).recorded(change.change(), closed.get(), started);
            }
        }
        ChangeOutcome outcome = write(timeout);
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
