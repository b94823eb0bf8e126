package dev.gitops.engine.deployment;

import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.api.Settings;
import dev.gitops.api.model.GateSpec.Before;
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
import dev.gitops.gate.Gatekeeper;
import dev.gitops.policy.Obstacle;
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
        Settings settings = connections.settings();
        Instant started = settings.clock().instant();
        String id = place.workspace().nextId();
        ImmutableDeploymentReport.Builder report = DeploymentReport.builder()
                .app(place.app().name())
                .environment(place.environment().name())
                .commit(findings.snapshot().commit())
                .delivery(place.environment().delivery().kind())
                .approvals(findings.approvals())
                .record(id)
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
        Undisturbed.run(() -> record(id, started, outcome, operation));
        new LeftOut(place, connections).makeUp(findings.snapshot());
        new LeftOutHolds(place, connections).makeUpWhatIsSeen();
        List<ChangeOutcome> followUps = followUps(outcome);
        return followUps.isEmpty() ? outcome : with(outcome, followUps);
    }

    /** Asks the gates last, about what nothing else stands in the way of. Going back and break-glass pass them. */
    private List<Refusal> gates(ImmutableDeploymentReport.Builder report) {
        Gatekeeper keeper = Gatekeeper.of(place.environment().gates(), Before.DEPLOYMENT, connections.settings());
        if (keeper.isOpen() || new GoingBack(place).is(findings.snapshot(), findings.manifests())) {
            return List.of();
        }
        if (deployment.breakGlass().isPresent()) {
            report.addNotices(
                    "break-glass passed the gates of " + place.environment().name());
            return List.of();
        }
        Optional<Obstacle> closed = keeper.ask(new GateQuestion(
                place.app().name(),
                place.environment().name().value(),
                Operation.DEPLOY,
                Optional.empty(),
                place.manifests().release(findings.snapshot(), place.target()),
                Optional.of(findings.snapshot().commit())));
        report.addAllNotices(keeper.evidence());
        return closed.map(Obstacle::refusal).stream().toList();
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
        DeliveryTelling telling = connections.announcer().delivery(place.names());
        DeliveryResult result = delivery.deliver(request, telling);
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
            return new DeploymentOutcome.Failed(report.build(), explained(failed.failure()));
        }
        DeliveryResult.Delivered delivered = (DeliveryResult.Delivered) result;
        report.addAllNotices(delivered.notices());
        try {
            return verify(delivery, request, delivered, started, report, telling);
        } catch (RuntimeException thrown) {
            // what was delivered is recorded, whatever looking at it ends in
            boolean stopped = Thread.currentThread().isInterrupted();
            return new DeploymentOutcome.Failed(
                    report.build(),
                    DeploymentFailure.of(
                            stopped ? DeploymentFailure.ABORTED : VerifySteps.FAILED,
                            "it is delivered and healthy, and was not verified: " + thrown.getMessage()));
        }
    }

    /** A failure that the call's deadline made says so. */
    private static DeploymentFailure explained(DeploymentFailure failure) {
        return failure.aborted() && Deadline.passed()
                ? new DeploymentFailure(
                        failure.object(),
                        failure.container(),
                        failure.reason(),
                        failure.message() + ", as the deadline of its call has passed; deploy again to go on waiting",
                        failure.events(),
                        failure.logTail())
                : failure;
    }

    private DeploymentOutcome verify(
            Delivery delivery,
            DeliveryRequest request,
            DeliveryResult.Delivered delivered,
            Instant started,
            ImmutableDeploymentReport.Builder report,
            DeliveryTelling telling) {
        Settings settings = connections.settings();
        VerifySteps.Outcome verified = new Verification(place, connections)
                .run(delivery, request, started, settings.clock().instant(), telling);
        verified.results().forEach(telling::checked);
        report.verify(verified.results());
        if (verified.failure().isPresent()) {
            return new DeploymentOutcome.Failed(
                    report.build(), verified.failure().get());
        }
        return delivered.changed()
                ? new DeploymentOutcome.Verified(report.build())
                : new DeploymentOutcome.Unchanged(report.build());
    }

    /** Whether Git has what the last deployment verified. If something is written all the same, somebody else had changed the cluster. */
    private boolean nothingNew(Optional<DeploymentRecord> before) {
        return findings.rendered().text().isEmpty()
                && before.isPresent()
                && findings.last().map(DeploymentRecord::id).equals(before.map(DeploymentRecord::id));
    }

    private void record(String id, Instant started, DeploymentOutcome outcome, Operation operation) {
        Settings settings = connections.settings();
        Instant ended = settings.clock().instant();
        Optional<String> failure = outcome.failed()
                .map(failed -> failed.reason() + ": " + failed.message())
                .or(() -> Optional.of(String.join("; ", outcome.reasons())).filter(text -> !text.isEmpty()));
        new Recorder(place, connections)
                .write(DeploymentRecord.builder()
                        .id(id)
                        .app(place.app().name())
                        .environment(place.environment().name())
                        .operation(operation)
                        .outcome(word(outcome))
                        .requestedBy(settings.actor())
                        .approvals(findings.approvals())
                        .reason(deployment.reason())
                        .images(new ReleaseSteps(place).since(findings.last(), findings.snapshot()))
                        .sourceCommits(sourceCommits())
                        .commit(findings.snapshot().commit())
                        .manifestsDigest(findings.manifests().digest())
                        .diffDigest(findings.rendered().digest())
                        .started(started)
                        .ended(ended)
                        .after(new Evidence(place).before(ended))
                        .cluster(place.environment().cluster())
                        .delivery(place.environment().delivery().kind())
                        .buildUrl(settings.variable("BUILD_URL"))
                        .failure(failure)
                        .refusals(
                                outcome instanceof DeploymentOutcome.Refused refused
                                        ? RecordedRefusal.of(refused.refusals())
                                        : List.of())
                        .decided(findings.decided())
                        .breakGlass(deployment.breakGlass())
                        .notices(outcome.report().notices())
                        .verify(outcome.report().verify())
                        .build());
    }

    /** How the environment is the record of the newer deployment tells; this one's is no evidence of it. */
    private static String word(DeploymentOutcome outcome) {
        return outcome.failed().filter(DeploymentFailure::overtaken).isPresent() ? "superseded" : outcome.word();
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
            return List.of(execute(new Change.Rollback(
                    place.environment().name(), null, Change.SharedFiles.REFUSE, "the deployment failed")));
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
