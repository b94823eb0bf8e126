package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.change.InventoryChange;
import dev.gitops.change.Summaries;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A change of the inventory with files of its applications: a removal, or a preview. */
final class InventoryPlan extends EvaluatedPlan {

    private final List<Place> going;
    private final Function<Place, List<String>> inCluster;

    /**
     * A plan.
     *
     * @param home the most guarded place, with the inventory's branch in place of its own
     * @param going all places that it is about
     */
    InventoryPlan(
            Place home,
            List<Place> going,
            InventoryChange change,
            Connections connections,
            Function<Place, List<String>> inCluster) {
        super(home, change, connections);
        this.going = List.copyOf(going);
        this.inCluster = inCluster;
    }

    /** What is in the clusters is told too: it goes with the deployment that follows. */
    @Override
    public ChangeSummary summary() {
        ChangeSummary summary = super.summary();
        List<String> notices = new ArrayList<>(summary.notices());
        if (evaluation().stop().isEmpty()) {
            going.forEach(each -> notices.addAll(inCluster.apply(each)));
        }
        return Summaries.withDiff(summary, summary.diff(), notices);
    }

    @Override
    ChangeOutcome carryOut(Duration timeout) {
        Instant started = connections.settings().clock().instant();
        ChangeOutcome outcome = write(timeout);
        ChangeOutcome told = outcome;
        String repository = place.workspace().spec().repository();
        for (Place each : going) {
            boolean same = each.workspace().spec().repository().equals(repository);
            Place recorded = same ? each : each.at(place);
            told = new Recorder(recorded, connections).recorded(change.change(), outcome, started);
        }
        return told;
    }
}
