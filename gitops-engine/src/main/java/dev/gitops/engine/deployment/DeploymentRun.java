package dev.gitops.engine.deployment;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.change.Trailers;
import dev.gitops.deadline.Deadline;
import dev.gitops.engine.change.ChangePlanner;
import dev.gitops.engine.deployment.PlannedDeployment.Findings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.DeliveryTelling;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.LeftOut;
import dev.gitops.engine.workspace.LeftOutHolds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.gate.GateQuestion;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.verification.VerifySteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Delivers, verifies, records, and sees to what follows. */
record DeploymentRun(Place place, Connections connections, Deployment deployment, Findings findings) {

    DeploymentOutcome run() {
        Instant started = connections.settings().clock().instant();
        ImmutableDeploymentReport.Builder report = DeploymentReport.builder()
                .app(place.app().name())
                .environment(place.environment().name())
                .commit(findings.snapshot().commit())
                .delivery(place.environment().delivery().kind())
                .approvals(findings.approvals())
                .record(place.workspace().nextId())
                .addAllNotices(findings.notices());
        Optional<DeploymentRecord> before = new Evidence(place).lastDelivered();
        boolean nothingNew = nothingNew(before);
        List<Refusal> refusals = new ArrayList<>(findings.refusals());
        if (refusals.isEmpty() && !findings.rendered().text().isEmpty()) {
            refusals.addAll(gates(report));
        }
        DeploymentOutcome outcome = refusals.isEmpty()
                ? deliver(report, started, nothingNew)
                : new DeploymentOutcome.Refused(report.build(), refusals);
        Operation operation =
                nothingNew && outcome instanceof DeploymentOutcome.Verified ? Operation.HEAL : Operation.DEPLOY;
        Undisturbed.run(() -> record(started, outcome, operation));
        new LeftOut(place, connections).makeUp(findings.snapshot());
        new LeftOutHolds(place, connections).makeUpWhatIsSeen();
        List<ChangeOutcome> followUps = followUps(outcome);
        return followUps.isEmpty() ? outcome : with(outcome, followUps);
    }

    /** Going back passes the gates. */
    private List<Refusal> gates(ImmutableDeploymentReport.Builder report) {
        DeploymentGates gates = new DeploymentGates(place, connections);
        boolean passed = gates.isOpen() || new GoingBack(place).is(findings.snapshot(), findings.manifests());
        return passed ? List.of() : gates.ask(deployment, this::question, report);
    }

    private GateQuestion question() {
        return new GateQuestion(
                place.app().name(),
                place.environment().name().value(),
                Operation.DEPLOY,
                Optional.empty(),
                place.manifests().release(findings.snapshot(), place.target()),
                Optional.of(findings.snapshot().commit()));
    }

    private DeploymentOutcome deliver(ImmutableDeploymentReport.Builder report, Instant started, boolean nothingNew) {
        Delivery delivery = connections.delivery(place.app(), place.environment());
        DeliveryRequest request = new Requests(place, connections)
                .of(findings.snapshot(), findings.manifests())
                .pruneConfirmed(deployment.pruneConfirmed())
                .adopted(deployment.adopted())
                .operation(place.operation(findings.snapshot()))
                .unverified(!nothingNew)
                .mending(nothingNew && place.environment().drift() == EnvironmentSpec.Drift.HEAL)
                .build();
        DeliveryOutcome outcome = new DeliveryOutcome(place, connections, report);
        return outcome.of(telling -> explained(delivery.deliver(request, telling)), (delivered, telling) -> {
            try {
                Optional<DeploymentFailure> failure = verify(delivery, request, started, report, telling);
                return failure.isPresent()
                        ? new DeploymentOutcome.Failed(report.build(), failure.get())
                        : outcome.succeeded(delivered);
            } catch (RuntimeException thrown) {
                // what was delivered is recorded, whatever looking at it ends in
                return new DeploymentOutcome.Failed(
                        report.build(),
                        DeploymentFailure.of(
                                unverified(thrown),
                                "it is delivered and healthy, and was not verified: " + thrown.getMessage()));
            }
        });
    }

    private static String unverified(RuntimeException thrown) {
        if (Thread.currentThread().isInterrupted()) {
            return DeploymentFailure.ABORTED;
        }
        boolean asked = !(thrown instanceof GitOpsException) || thrown instanceof InvalidInputException;
        return asked ? VerifySteps.FAILED : DeploymentFailure.UNANSWERED;
    }

    /** A failure that the call's deadline made says so. */
    private static DeliveryResult explained(DeliveryResult result) {
        return result instanceof DeliveryResult.Failed failed
                        && failed.failure().aborted()
                        && Deadline.passed()
                ? new DeliveryResult.Failed(failed.objects(), explained(failed.failure()))
                : result;
    }

    private static DeploymentFailure explained(DeploymentFailure failure) {
        return new DeploymentFailure(
                failure.object(),
                failure.container(),
                failure.reason(),
                failure.message() + ", as the deadline of its call has passed; deploy again to go on waiting",
                failure.events(),
                failure.logTail());
    }

    /** Why it is not verified; empty where it is. */
    private Optional<DeploymentFailure> verify(
            Delivery delivery,
            DeliveryRequest request,
            Instant started,
            ImmutableDeploymentReport.Builder report,
            DeliveryTelling telling) {
        VerifySteps.Outcome verified = new Verification(place, connections)
                .run(delivery, request, started, connections.settings().clock().instant(), telling);
        verified.results().forEach(telling::checked);
        report.verify(verified.results());
        return verified.failure();
    }

    /** Whether Git has what the last deployment verified. If something is written all the same, somebody else had changed the cluster. */
    private boolean nothingNew(Optional<DeploymentRecord> before) {
        return findings.rendered().text().isEmpty()
                && before.isPresent()
                && findings.last().map(DeploymentRecord::id).equals(before.map(DeploymentRecord::id));
    }

    private void record(Instant started, DeploymentOutcome outcome, Operation operation) {
        new Recorder(place, connections)
                .write(new RecordedDeployment(place, connections, deployment)
                        .ended(outcome, started)
                        .operation(operation)
                        .images(new ReleaseSteps(place).since(findings.last(), findings.snapshot()))
                        .sourceCommits(sourceCommits())
                        .manifestsDigest(findings.manifests().digest())
                        .diffDigest(findings.rendered().digest())
                        .decided(findings.decided())
                        .build());
    }

    private List<String> sourceCommits() {
        return findings.changes().stream()
                .flatMap(commit -> place.said(commit).trailer(Trailers.SOURCE_COMMIT).stream())
                .distinct()
                .toList();
    }

    private List<ChangeOutcome> followUps(DeploymentOutcome outcome) {
        if (Thread.currentThread().isInterrupted()) {
            return List.of();
        }
        if (outcome instanceof DeploymentOutcome.Failed failed
                && failed.failure().ofTheCommit()
                && place.environment().rollbackOnFailure()) {
            return List.of(new ChangePlanner(place, connections)
                    .planAfterFailure(findings.snapshot(), "the deployment failed")
                    .execute());
        }
        boolean verified =
                outcome instanceof DeploymentOutcome.Verified || outcome instanceof DeploymentOutcome.Unchanged;
        if (!verified || !deployment.autoPromote()) {
            return List.of();
        }
        List<ChangeOutcome> promotions = new ArrayList<>();
        place.app().environments().values().stream()
                .filter(next -> next.autoPromote()
                        && next.promotesFrom().contains(place.environment().name()))
                .forEach(next -> promotions.add(execute(new Change.Promotion(
                        place.environment().name(),
                        next.name(),
                        false,
                        "automatic: " + place.inWords() + " is verified"))));
        return promotions;
    }

    private ChangeOutcome execute(Change change) {
        Place target = Place.of(place.app(), change.environment(), connections);
        return new ChangePlanner(target, connections).plan(change).execute();
    }

    private static DeploymentOutcome with(DeploymentOutcome outcome, List<ChangeOutcome> followUps) {
        DeploymentReport report = DeploymentReport.builder()
                .from(outcome.report())
                .followUps(followUps)
                .build();
        if (outcome instanceof DeploymentOutcome.Verified) {
            return new DeploymentOutcome.Verified(report);
        }
        if (outcome instanceof DeploymentOutcome.Unchanged) {
            return new DeploymentOutcome.Unchanged(report);
        }
        return outcome instanceof DeploymentOutcome.Failed failed
                ? new DeploymentOutcome.Failed(report, failed.failure())
                : Objects.requireNonNull(outcome);
    }
}
