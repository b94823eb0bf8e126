package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Refusal;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RenderedManifests;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment with all that was found out about it.
 *
 * @param place the application and environment
 * @param connections what is open
 * @param deployment what was asked for
 * @param findings what was found out
 */
record PlannedDeployment(Place place, Connections connections, Deployment deployment, Findings findings)
        implements DeploymentPlan {

    /**
     * What was found out about a deployment.
     *
     * @param snapshot the files that would be delivered
     * @param manifests the objects they give
     * @param rendered how those differ from the last verified ones
     * @param last the last verified deployment
     * @param changes the commits since, merges left out
     * @param approvals the approvals that count
     * @param need whether somebody must approve, and who may
     * @param refusals why policy refuses
     * @param notices what a person should know
     * @param decided when that was found out
     */
    record Findings(
            Snapshot snapshot,
            RenderedManifests manifests,
            RenderedDiff rendered,
            Optional<DeploymentRecord> last,
            List<CommitInfo> changes,
            List<Approval> approvals,
            ApprovalNeed need,
            List<Refusal> refusals,
            List<String> notices,
            Instant decided) {

        /** Copies the lists. */
        Findings {
            changes = List.copyOf(changes);
            approvals = List.copyOf(approvals);
            refusals = List.copyOf(refusals);
            notices = List.copyOf(notices);
        }
    }

    @Override
    public String commit() {
        return findings.snapshot().commit();
    }

    @Override
    public String diff() {
        return findings.rendered().text();
    }

    @Override
    public String diffDigest() {
        return findings.rendered().digest();
    }

    @Override
    public Optional<String> delivery() {
        return Optional.of(place.environment().delivery().kind());
    }

    @Override
    public Optional<String> renderedDigest() {
        return Optional.of(new AsApproved(place, findings.manifests()).digest());
    }

    @Override
    public List<Refusal> refusals() {
        return findings.refusals();
    }

    @Override
    public ApprovalNeed approval() {
        return findings.need();
    }

    @Override
    public List<String> notices() {
        return findings.notices();
    }

    @Override
    public DeploymentOutcome execute() {
        return connections
                .announcer()
                .deployment(
                        place.names(),
                        commit(),
                        place.environment().delivery().kind(),
                        () -> new DeploymentRun(place, connections, deployment, findings).run());
    }
}
