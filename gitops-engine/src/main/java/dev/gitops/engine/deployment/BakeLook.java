package dev.gitops.engine.deployment;

import dev.gitops.api.BakeReport;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImmutableBakeReport;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Settings;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.engine.change.ChangePlanner;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Recorder;
import dev.gitops.policy.Bakes;
import dev.gitops.record.Ulid;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.verification.VerifySteps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the bake of an environment. All that it goes on from is in the records, so that any process can take it up, and two that do write one verdict: its id is told by the deployment that bakes.
 */
public record BakeLook(Place place, Connections connections) {

    /** Looks, and sees to what follows. */
    public BakeReport run() {
        Bakes.State state = Bakes.of(
                new Evidence(place).delivered(Evidence.PAGE),
                place.environment().bake(),
                connections.settings().clock().instant());
        ImmutableBakeReport.Builder report = BakeReport.builder()
                .app(place.app().name())
                .environment(place.environment().name());
        if (state instanceof Bakes.Running running) {
            return look(running, report.commit(running.of().commit()));
        }
        if (state instanceof Bakes.Ended ended) {
            DeploymentRecord verdict = ended.verdict();
            report.commit(verdict.commit())
                    .record(verdict.id())
                    .verify(verdict.verify())
                    .earlier(true);
            return ended.passed()
                    ? report.state(BakeReport.State.PASSED).build()
                    : report.state(BakeReport.State.FAILED)
                            .failure(verdict.failure().map(text -> DeploymentFailure.of("BakeFailed", text)))
                            .followUps(rollback(verdict))
                            .build();
        }
        return report.state(BakeReport.State.NONE).build();
    }

    private BakeReport look(Bakes.Running running, ImmutableBakeReport.Builder report) {
        Instant started = connections.settings().clock().instant();
        Snapshot snapshot =
                place.workspace().repository().at(running.of().commit().orElseThrow());
        Delivery delivery = connections.delivery(place.app(), place.environment());
        DeliveryRequest request = new Requests(place, connections).at(snapshot);
        Optional<DeploymentFailure> unhealthy = unhealthy(delivery, request);
        VerifySteps.Outcome verified = unhealthy.isPresent()
                ? new VerifySteps.Outcome(List.of(), unhealthy)
                : new Verification(place, connections)
                        .again(
                                steps(running),
                                delivery,
                                request,
                                running.of().started(),
                                running.of().ended());
        if (!goesOn(running)) {
            return report.state(BakeReport.State.NONE).build();
        }
        report.verify(verified.results()).failure(verified.failure()).until(running.until());
        boolean failed =
                verified.failure().filter(DeploymentFailure::ofTheCommit).isPresent();
        if (!failed && (!running.over() || verified.failure().isPresent())) {
            return report.state(BakeReport.State.BAKING).build();
        }
        DeploymentRecord verdict = verdict(running.of(), started, request, verified);
        Undisturbed.run(() -> write(verdict));
        report.record(verdict.id());
        return failed
                ? report.state(BakeReport.State.FAILED)
                        .followUps(rollback(verdict))
                        .build()
                : report.state(BakeReport.State.PASSED).build();
    }

    /** A server that does not answer tells nothing of what it runs. */
    private static Optional<DeploymentFailure> unhealthy(Delivery delivery, DeliveryRequest request) {
        try {
            return new StillHealthy(delivery, request).failure();
        } catch (GitOpsException unanswered) {
            if (!unanswered.retryable() || Thread.currentThread().isInterrupted()) {
                throw unanswered;
            }
            return Optional.of(
                    DeploymentFailure.of(DeploymentFailure.UNANSWERED, String.valueOf(unanswered.getMessage())));
        }
    }

    /** A newer deployment that ended while this one was looked at ends its bake: what was seen is no verdict on it. That another process gave the verdict meanwhile is the same bake. */
    private boolean goesOn(Bakes.Running running) {
        Bakes.State now = Bakes.of(
                new Evidence(place).delivered(Evidence.PAGE),
                place.environment().bake(),
                connections.settings().clock().instant());
        return now instanceof Bakes.Running same
                        && same.of().id().equals(running.of().id())
                || now instanceof Bakes.Ended ended
                        && ended.verdict()
                                .bakeOf()
                                .filter(running.of().id()::equals)
                                .isPresent();
    }

    /** What runs something is run once, at the end; the bake itself is the time that the others must go on passing. */
    private List<VerifyStep> steps(Bakes.Running running) {
        return place.app().verify().stream()
                .filter(step -> running.over() || !step.runs())
                .toList();
    }

    private DeploymentRecord verdict(
            DeploymentRecord of, Instant started, DeliveryRequest request, VerifySteps.Outcome verified) {
        Settings settings = connections.settings();
        Instant ended = settings.clock().instant();
        return DeploymentRecord.builder()
                .id(Ulid.of(of.ended(), "bake " + of.id()))
                .app(place.app().name())
                .environment(place.environment().name())
                .operation(Operation.DEPLOY)
                .outcome(verified.failure().isPresent() ? "failed" : "unchanged")
                .requestedBy(settings.actor())
                .reason("the bake of what was verified at " + of.ended())
                .images(of.images().stream()
                        .map(image -> new ImageChange(image.name(), image.after(), image.after()))
                        .toList())
                .commit(of.commit())
                .manifestsDigest(request.manifests().digest())
                .started(started)
                .ended(ended)
                .after(new Evidence(place).before(ended))
                .cluster(place.environment().cluster())
                .delivery(place.environment().delivery().kind())
                .buildUrl(settings.variable("BUILD_URL"))
                .failure(verified.failure()
                        .map(why -> "BakeFailed: " + why.reason() + ": "
                                + (why.object() == null ? "" : why.object() + ": ") + why.message()))
                .verify(verified.results())
                .bakeOf(of.id())
                .build();
    }

    /** Another process may have looked meanwhile. */
    private void write(DeploymentRecord verdict) {
        boolean there = new Evidence(place)
                .delivered(Evidence.PAGE).stream()
                        .anyMatch(record -> record.id().equals(verdict.id()));
        if (!there) {
            new Recorder(place, connections).writeOnce(verdict);
        }
    }

    /** Once, whoever comes: not where Git has something else already, or where it was tried. */
    private List<ChangeOutcome> rollback(DeploymentRecord verdict) {
        Optional<Snapshot> failed = verdict.commit()
                .map(commit -> place.workspace().repository().at(commit))
                .filter(state -> place.stateKey(state).equals(place.stateKey(place.tip())));
        boolean wanted = place.environment().rollbackOnFailure()
                && !Thread.currentThread().isInterrupted()
                && failed.isPresent()
                && !tried(verdict);
        return wanted
                ? List.of(new ChangePlanner(place, connections)
                        .planAfterFailure(failed.get(), "the bake failed")
                        .execute())
                : List.of();
    }

    private boolean tried(DeploymentRecord verdict) {
        return place.workspace()
                        .records()
                        .search(RecordQuery.builder()
                                .app(place.app().name())
                                .environment(place.environment().name())
                                .operations(Set.of(Operation.ROLLBACK))
                                .since(verdict.ended())
                                .limit(0)
                                .build())
                        .total()
                > 0;
    }
}
