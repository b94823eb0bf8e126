package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.api.model.GateSpec.Before;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.DeliveryTelling;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.engine.workspace.RemovedPlace;
import dev.gitops.gate.GateQuestion;
import dev.gitops.gate.Gatekeeper;
import dev.gitops.policy.Obstacle;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Taking a removed application out of its cluster, with all that was found out about it.
 *
 * @param removed what was removed
 * @param deployment what was asked for
 * @param request what the delivery is asked
 * @param rendered what goes, as a diff
 * @param approvals the approvals that count
 * @param approval whether somebody must approve, and who may
 * @param refusals why policy refuses
 * @param notices what a person should know
 */
record PlannedUndeployment(
        RemovedPlace removed,
        Deployment deployment,
        DeliveryRequest request,
        RenderedDiff rendered,
        List<Approval> approvals,
        ApprovalNeed approval,
        List<Refusal> refusals,
        List<String> notices)
        implements DeploymentPlan {

    PlannedUndeployment {
        approvals = List.copyOf(approvals);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    @Override
    public String commit() {
        return removed.commit().id();
    }

    @Override
    public String diff() {
        return rendered.text();
    }

    @Override
    public String diffDigest() {
        return rendered.digest();
    }

    private Place place() {
        return removed.place();
    }

    private Connections connections() {
        return removed.connections();
    }

    @Override
    public DeploymentOutcome execute() {
        return connections()
                .announcer()
                .deployment(
                        place().names(),
                        commit(),
                        place().environment().delivery().kind(),
                        this::carryOut);
    }

    private DeploymentOutcome carryOut() {
        Settings settings = connections().settings();
        Instant started = settings.clock().instant();
        String id = place().workspace().nextId();
        ImmutableDeploymentReport.Builder report = DeploymentReport.builder()
                .app(place().app().name())
                .environment(place().environment().name())
                .commit(commit())
                .delivery(place().environment().delivery().kind())
                .approvals(approvals)
                .record(id);
        List<Refusal> reasons = new ArrayList<>(refusals);
        if (reasons.isEmpty()) {
            reasons.addAll(gates(report));
        }
        DeploymentOutcome outcome =
                reasons.isEmpty() ? remove(report) : new DeploymentOutcome.Refused(report.build(), reasons);
        Undisturbed.run(() -> record(id, started, outcome));
        return outcome;
    }

    private List<Refusal> gates(ImmutableDeploymentReport.Builder report) {
        Gatekeeper keeper = Gatekeeper.of(
                place().environment().gates(), Before.DEPLOYMENT, connections().settings());
        if (keeper.isOpen()) {
            return List.of();
        }
        if (deployment.breakGlass().isPresent()) {
            report.addNotices(
                    "break-glass passed the gates of " + place().environment().name());
            return List.of();
        }
        Optional<Obstacle> closed = keeper.ask(new GateQuestion(
                place().app().name(),
                place().environment().name().value(),
                Operation.UNDEPLOY,
                Optional.empty(),
                List.of(),
                Optional.of(commit())));
        report.addAllNotices(keeper.evidence());
        return closed.map(Obstacle::refusal).stream().toList();
    }

    private DeploymentOutcome remove(ImmutableDeploymentReport.Builder report) {
        DeliveryTelling telling = connections().announcer().delivery(place().names());
        DeliveryResult result =
                connections().delivery(place().app(), place().environment()).remove(request, telling);
        telling.ended(result.objects());
        report.objects(result.objects());
        if (result instanceof DeliveryResult.Refused refused) {
            return new DeploymentOutcome.Refused(
                    report.build(),
                    refused.reasons().stream()
                            .map(text -> new Refusal(Refusal.Kind.GUARD, text))
                            .toList());
        }
        if (result instanceof DeliveryResult.Failed failed) {
            return new DeploymentOutcome.Failed(report.build(), failed.failure());
        }
        DeliveryResult.Delivered delivered = (DeliveryResult.Delivered) result;
        report.addAllNotices(delivered.notices());
        return delivered.changed()
                ? new DeploymentOutcome.Verified(report.build())
                : new DeploymentOutcome.Unchanged(report.build());
    }

    private void record(String id, Instant started, DeploymentOutcome outcome) {
        Settings settings = connections().settings();
        Instant ended = settings.clock().instant();
        Optional<String> failure = outcome.failed()
                .map(failed -> failed.reason() + ": " + failed.message())
                .or(() -> Optional.of(String.join("; ", outcome.reasons())).filter(text -> !text.isEmpty()));
        Evidence evidence = new Evidence(place());
        List<ReleasedImage> last = ImageChange.after(
                evidence.lastEver().map(DeploymentRecord::images).orElse(List.of()));
        List<ImageChange> images = last.stream()
                .map(was -> new ImageChange(was.name(), was.image(), null))
                .toList();
        new Recorder(place(), connections())
                .write(DeploymentRecord.builder()
                        .id(id)
                        .app(place().app().name())
                        .environment(place().environment().name())
                        .operation(Operation.UNDEPLOY)
                        .outcome(word(outcome))
                        .requestedBy(settings.actor())
                        .approvals(approvals)
                        .reason(deployment.reason())
                        .images(images)
                        .commit(commit())
                        .diffDigest(rendered.digest())
                        .started(started)
                        .ended(ended)
                        .after(evidence.before(ended))
                        .cluster(place().environment().cluster())
                        .delivery(place().environment().delivery().kind())
                        .buildUrl(settings.variable("BUILD_URL"))
                        .failure(failure)
                        .refusals(
                                outcome instanceof DeploymentOutcome.Refused refused
                                        ? RecordedRefusal.of(refused.refusals())
                                        : List.of())
                        .breakGlass(deployment.breakGlass())
                        .notices(outcome.report().notices())
                        .build());
    }

    private static String word(DeploymentOutcome outcome) {
        return outcome.failed().filter(DeploymentFailure::overtaken).isPresent() ? "superseded" : outcome.word();
    }
}
