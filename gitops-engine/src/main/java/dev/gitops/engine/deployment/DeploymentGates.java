package dev.gitops.engine.deployment;

import dev.gitops.api.Deployment;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Refusal;
import dev.gitops.api.model.GateSpec.Before;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.gate.GateQuestion;
import dev.gitops.gate.Gatekeeper;
import dev.gitops.policy.Obstacle;
import java.util.List;
import java.util.function.Supplier;

/** The gates that are before a deployment: asked last, about what nothing else stands in the way of. Break-glass passes them. */
final class DeploymentGates {

    private final Place place;
    private final Gatekeeper keeper;

    DeploymentGates(Place place, Connections connections) {
        this.place = place;
        this.keeper = Gatekeeper.of(place.environment().gates(), Before.DEPLOYMENT, connections.settings());
    }

    /** Whether there is nobody to ask. */
    boolean isOpen() {
        return keeper.isOpen();
    }

    /** Asks them where there are any; what they say is told in the report. */
    List<Refusal> ask(
            Deployment deployment, Supplier<GateQuestion> question, ImmutableDeploymentReport.Builder report) {
        if (isOpen()) {
            return List.of();
        }
        if (BreakGlass.of(deployment).given()) {
            report.addNotices(
                    "break-glass passed the gates of " + place.environment().name());
            return List.of();
        }
        List<Refusal> closed =
                keeper.ask(question.get()).map(Obstacle::refusal).stream().toList();
        report.addAllNotices(keeper.evidence());
        return closed;
    }
}
