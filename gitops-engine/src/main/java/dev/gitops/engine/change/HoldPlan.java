package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.LeftOutHolds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.repository.PushResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Setting or lifting a hold. */
public record HoldPlan(Place place, Change.Holding change, Connections connections) implements Plan {

    @Override
    public ChangeSummary summary() {
        return new ChangeSummary(
                place.app().name(), change.environment(), change.operation(), null, List.of(), "", List.of());
    }

    @Override
    public ChangeOutcome expected() {
        Holds holds = place.workspace().holds();
        boolean isSo = holds.isSo(holds.of(place.app().name(), change.environment()), change.held(), change.reason());
        return isSo ? new ChangeOutcome.UpToDate(summary()) : new ChangeOutcome.Committed(summary(), "");
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public String targetBranch() {
        return Holds.BRANCH;
    }

    @Override
    public Optional<String> commitMessage() {
        return Optional.empty();
    }

    @Override
    public ChangeOutcome execute() {
        return connections.announcer().change(place.names(), change.operation(), this::carryOut);
    }

    private ChangeOutcome carryOut() {
        Instant started = connections.settings().clock().instant();
        PushResult<String> result =
                place.workspace().holds().set(place.app().name(), change.environment(), change.held(), change.reason());
        ChangeOutcome outcome;
        if (result instanceof PushResult.Pushed<String> pushed) {
            outcome = new ChangeOutcome.Committed(summary(), pushed.commit());
        } else if (result instanceof PushResult.RefusedByHost<String> refused) {
            outcome = new ChangeOutcome.Refused(
                    summary(),
                    List.of(new Refusal(
                            Refusal.Kind.HOST,
                            "the host refused the push to " + Holds.BRANCH + ": " + refused.message())));
        } else {
            outcome = new ChangeOutcome.UpToDate(summary());
        }
        ChangeOutcome told = new Recorder(place, connections).recorded(change, outcome, started);
        new LeftOutHolds(place, connections).makeUp();
        return told;
    }

    @Override
    public ChangeOutcome executeAndWait(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return execute();
    }
}
