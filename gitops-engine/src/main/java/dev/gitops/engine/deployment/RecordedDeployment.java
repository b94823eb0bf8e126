package dev.gitops.engine.deployment;

import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Settings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the record of a deployment has by how it ended, whatever was done. */
record RecordedDeployment(Place place, Connections connections, Deployment deployment) {

    ImmutableDeploymentRecord.Builder ended(DeploymentOutcome outcome, Instant started) {
        Settings settings = connections.settings();
        DeploymentReport report = outcome.report();
        Instant ended = settings.clock().instant();
        return DeploymentRecord.builder()
                .id(report.record())
                .app(report.app())
                .environment(report.environment())
                .outcome(word(outcome))
                .requestedBy(settings.actor())
                .approvals(report.approvals())
                .reason(deployment.reason())
                .commit(report.commit())
                .started(started)
                .ended(ended)
                .after(new Evidence(place).before(ended))
                .cluster(place.environment().cluster())
                .delivery(report.delivery())
                .buildUrl(settings.variable("BUILD_URL"))
                .failure(failure(outcome))
                .refusals(
                        outcome instanceof DeploymentOutcome.Refused refused
                                ? RecordedRefusal.of(refused.refusals())
                                : List.of())
                .breakGlass(deployment.breakGlass())
                .notices(report.notices())
                .verify(report.verify());
    }

    private static Optional<String> failure(DeploymentOutcome outcome) {
        return outcome.failed()
                .map(failed -> failed.reason() + ": " + failed.message())
                .or(() -> Optional.of(String.join("; ", outcome.reasons())).filter(text -> !text.isEmpty()));
    }

    /** How the environment is the record of the newer deployment tells; this one's is no evidence of it. */
    private static String word(DeploymentOutcome outcome) {
        return outcome.failed().filter(DeploymentFailure::overtaken).isPresent() ? "superseded" : outcome.word();
    }
}
