package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.engine.workspace.RemovedPlace;
import dev.gitops.gate.GateQuestion;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param told what a person should know, now and in the record
 * @param fates what becomes of each object
 */
record PlannedUndeployment(
        RemovedPlace removed,
        Deployment deployment,
        DeliveryRequest request,
        RenderedDiff rendered,
        List<Approval> approvals,
        ApprovalNeed approval,
        List<Refusal> refusals,
        List<String> told,
        List<String> fates)
        implements DeploymentPlan {

    PlannedUndeployment {
        approvals = List.copyOf(approvals);
        refusals = List.copyOf(refusals);
        told = List.copyOf(told);
        fates = List.copyOf(fates);
    }

    @Override
    public List<String> notices() {
        return Stream.concat(told.stream(), fates.stream()).toList();
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
        Instant started = connections().settings().clock().instant();
        ImmutableDeploymentReport.Builder report = DeploymentReport.builder()
                .app(place().app().name())
                .environment(place().environment().name())
                .commit(commit())
                .delivery(place().environment().delivery().kind())
                .approvals(approvals)
                .record(place().workspace().nextId())
                .addAllNotices(told);
        List<Refusal> reasons = new ArrayList<>(refusals);
        if (reasons.isEmpty()) {
            reasons.addAll(gates(report));
        }
        DeploymentOutcome outcome =
                reasons.isEmpty() ? remove(report) : new DeploymentOutcome.Refused(report.build(), reasons);
        Undisturbed.run(() -> record(started, outcome));
        return outcome;
    }

    private List<Refusal> gates(ImmutableDeploymentReport.Builder report) {
        return new DeploymentGates(place(), connections()).ask(deployment, this::question, report);
    }

    private GateQuestion question() {
        return new GateQuestion(
                place().app().name(),
                place().environment().name().value(),
                Operation.UNDEPLOY,
                Optional.empty(),
                List.of(),
                Optional.of(commit()));
    }

    private DeploymentOutcome remove(ImmutableDeploymentReport.Builder report) {
        Delivery delivery = connections().delivery(place().app(), place().environment());
        DeliveryOutcome outcome = new DeliveryOutcome(place(), connections(), report);
        return outcome.of(
                telling -> delivery.remove(request, telling), (delivered, telling) -> outcome.succeeded(delivered));
    }

    private void record(Instant started, DeploymentOutcome outcome) {
        new Recorder(place(), connections())
                .write(new RecordedDeployment(place(), connections(), deployment)
                        .ended(outcome, started)
                        .operation(Operation.UNDEPLOY)
                        .images(taken())
                        .diffDigest(rendered.digest())
                        .build());
    }

    private List<ImageChange> taken() {
        List<ReleasedImage> last = ImageChange.after(
                new Evidence(place()).lastEver().map(DeploymentRecord::images).orElse(List.of()));
        return last.stream()
                .map(was -> new ImageChange(was.name(), was.image(), null))
                .toList();
    }
}
