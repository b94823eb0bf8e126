package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitMessage;
import dev.gitops.spi.FileEdit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change, evaluated at the tip for those who look, and evaluated again on each new tip when it is executed. */
abstract class EvaluatedPlan implements Plan {

    final Place place;
    final EnvironmentChange change;
    final Connections connections;
    private @Nullable Evaluation evaluation;

    /**
     * A plan.
     *
     * @param place where it is written, under whose rules
     */
    EvaluatedPlan(Place place, EnvironmentChange change, Connections connections) {
        this.place = place;
        this.change = change;
        this.connections = connections;
    }

    /** Evaluated when somebody looks: whoever only executes does not pay for it. */
    final synchronized Evaluation evaluation() {
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
    public final ChangeOutcome expected() {
        return evaluation()
                .stop()
                .orElseGet(() -> isRequested()
                        ? new ChangeOutcome.Requested(summary(), "", targetBranch(), Optional.empty(), List.of())
                        : new ChangeOutcome.Committed(summary(), ""));
    }

    private boolean isRequested() {
        return place.environment().isProtected();
    }

    @Override
    public final List<String> files() {
        return evaluation().edits().stream().map(FileEdit::path).toList();
    }

    @Override
    public final String targetBranch() {
        return isRequested() ? ChangeBranch.of(place) : place.branch();
    }

    @Override
    public final Optional<String> commitMessage() {
        return evaluation().message().map(CommitMessage::subject);
    }

    @Override
    public final ChangeOutcome execute() {
        return execute(Duration.ZERO);
    }

    @Override
    public final ChangeOutcome executeAndWait(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return execute(timeout);
    }

    private ChangeOutcome execute(Duration timeout) {
        return connections.announcer().change(place.names(), change.change().operation(), () -> carryOut(timeout));
    }

    /** Does it, records it, and sees to what follows. */
    abstract ChangeOutcome carryOut(Duration timeout);

    /** Writes the commit, on the branch or with a change request. */
    final ChangeOutcome write(Duration timeout) {
        return isRequested()
                ? new ChangeRequests(place, connections).request(change, timeout)
                : new Pushes(place).push(change);
    }
}
