package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.repository.CommitMessage;
import dev.gitops.spi.FileEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change of the inventory with files of its applications: a removal, or a preview. Evaluated at the tip for those who look, and again on each new tip when it is executed. */
final class InventoryPlan implements Plan {

    private final Place home;
    private final List<Place> going;
    private final EnvironmentChange change;
    private final Connections connections;
    private final Function<Place, List<String>> inCluster;
    private @Nullable Evaluation evaluation;

    /**
     * A plan.
     *
     * @param home the most guarded place, with the inventory's branch in place of its own
     * @param going all places that it is about
     */
    InventoryPlan(
            Place home,
            List<Place> going,
            EnvironmentChange change,
            Connections connections,
            Function<Place, List<String>> inCluster) {
        this.home = home;
        this.going = List.copyOf(going);
        this.change = change;
        this.connections = connections;
        this.inCluster = inCluster;
    }

    private synchronized Evaluation evaluation() {
        if (evaluation == null) {
            evaluation = change.at(home.tip());
        }
        return evaluation;
    }

    /** What is in the clusters is told too: it goes with the deployment that follows. */
    @Override
    public ChangeSummary summary() {
        ChangeSummary summary = evaluation().summary();
        List<String> notices = new ArrayList<>(summary.notices());
        if (evaluation().stop().isEmpty()) {
            going.forEach(place -> notices.addAll(inCluster.apply(place)));
        }
        return new ChangeSummary(
                summary.app(),
                summary.environment(),
                summary.operation(),
                summary.from(),
                summary.images(),
                summary.diff(),
                notices);
    }

    @Override
    public ChangeOutcome expected() {
        return evaluation()
                .stop()
                .orElseGet(() -> isRequested()
                        ? new ChangeOutcome.Requested(summary(), "", targetBranch(), Optional.empty(), List.of())
                        : new ChangeOutcome.Committed(summary(), ""));
    }

    private boolean isRequested() {
        return home.environment().isProtected();
    }

    @Override
    public List<String> files() {
        return evaluation().edits().stream().map(FileEdit::path).toList();
    }

    @Override
    public String targetBranch() {
        return isRequested() ? ChangeBranch.of(home) : home.branch();
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
        return connections.announcer().change(home.names(), change.change().operation(), () -> carryOut(timeout));
    }

    private ChangeOutcome carryOut(Duration timeout) {
        Instant started = connections.settings().clock().instant();
        ChangeOutcome outcome = isRequested()
                ? new ChangeRequests(home, connections).request(change, timeout)
                : new Pushes(home).push(change);
        ChangeOutcome told = outcome;
        for (Place place : going) {
            boolean same = place.workspace()
                    .spec()
                    .repository()
                    .equals(home.workspace().spec().repository());
            Place recorded = same ? place : place.at(home);
            told = new Recorder(recorded, connections).recorded(change.change(), outcome, started);
        }
        return told;
    }
}
