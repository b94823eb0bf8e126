package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Before;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Placeholders;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.People;
import dev.gitops.policy.Stop;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Forge;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.verification.VerifySteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a deployment would deliver, and whether policy lets it. */
public final class DeploymentPlanner {

    private final Place place;
    private final Connections connections;

    /** A planner for an application's environment. */
    public DeploymentPlanner(Place place, Connections connections) {
        this.place = place;
        this.connections = connections;
    }

    /** What a deployment would do now, or why policy refuses it; no effect. */
    public DeploymentPlan plan(Deployment deployment) {
        Instant decided = connections.settings().clock().instant();
        Snapshot tip = place.tip();
        Snapshot snapshot =
                deployment.commit().map(id -> Commits.named(place, id)).orElse(tip);
        Placeholders placeholders = Placeholders.of(place, snapshot);
        if (placeholders.isEmpty()) {
            return new NothingToDeploy(place, snapshot.commit(), placeholders.inWords());
        }
        List<String> notices = new ArrayList<>();
        Base base = Base.of(place, connections, notices);
        RenderedManifests manifests = place.manifests().render(snapshot, place.target());
        notices.addAll(0, manifests.notices());
        RenderedDiff diff = diff(base, tip, snapshot, manifests, notices);

        List<Refusal> refusals = new ArrayList<>();
        if (placeholders.isHalf()) {
            refusals.add(new Refusal(Kind.GUARD, placeholders.inWords()));
        }
        misplaced(tip, snapshot).ifPresent(refusals::add);
        VerifySteps.obstacles(
                        place.app().verify(),
                        manifests,
                        () -> connections.delivery(place.app(), environment()).runsJobs(),
                        connections.settings())
                .forEach(text -> refusals.add(new Refusal(Kind.GUARD, text)));
        Changes changes = new ChangesSince(place).of(snapshot, base.proved().flatMap(DeploymentRecord::commit));
        List<Reviewed> steps = reviewed(changes, notices);
        Map<Long, String> otherwise = new AsReviewed(place, snapshot).otherwise(steps, notices);
        if (environment().isProtected()) {
            new ProvenanceCheck(place, connections, base.recorded())
                    .check(snapshot, changes, steps, otherwise.values(), refusals, notices);
        }
        List<Approval> evidence = new ArrayList<>(deployment.approvals());
        if (environment().needsApproval()) {
            evidence.addAll(approvalsOnTheHost(steps, otherwise, snapshot, notices));
        }
        // an approval is of a diff: where nothing changes since the last verified deployment there is nothing to
        // approve
        boolean same = base.shown().isPresent() && diff.text().isEmpty();
        GivenApprovals given = new GivenApprovals(
                new Approvals(
                        same
                                ? List.of()
                                : Approvals.needs(
                                        environment(),
                                        connections.inventory().teams(),
                                        new Found(place).in(diff.before(), manifests)),
                        new Requesters(place, connections.settings().actor()).of(snapshot, changes, steps),
                        environment().fourEyes(),
                        diff.digest(),
                        people()),
                evidence);
        List<Refusal> passable = passable(snapshot, manifests, given, same, notices);
        deployment
                .reviewed()
                .flatMap(new AsApproved(place, manifests)::refusal)
                .map(text -> new Refusal(Kind.APPROVAL, text).ofRule("reviewed"))
                .ifPresent(passable::add);
        BreakGlass.of(deployment).sort(passable, refusals, notices);
        return new PlannedDeployment(
                place,
                connections,
                deployment,
                new PlannedDeployment.Findings(
                        snapshot,
                        manifests,
                        diff,
                        base.shown(),
                        carried(changes, snapshot),
                        given.counting(),
                        given.need(),
                        refusals,
                        notices,
                        decided));
    }

    /** Those of requests that brought what was reviewed; of something else nobody approved anything. */
    private List<Approval> approvalsOnTheHost(
            List<Reviewed> steps, Map<Long, String> otherwise, Snapshot snapshot, List<String> notices) {
        Optional<Forge> forge = place.workspace().forge();
        if (forge.isEmpty()) {
            return List.of();
        }
        SameRendering rendering = new SameRendering(place, forge.get(), notices);
        steps.stream()
                .flatMap(step -> step.requests().stream())
                .findFirst()
                .ifPresent(newest -> rendering.tellWhatMoved(newest, snapshot));
        Map<Long, List<Approval>> known = new HashMap<>();
        otherwise.forEach((number, why) -> {
            known.put(number, List.of());
            notices.add("the approvals of change request " + number + " do not count: " + why);
        });
        return new ForgeApprovals(
                        people(),
                        request -> known.computeIfAbsent(
                                request.request().number(), number -> rendering.approvals(request)))
                .of(steps);
    }

    /** How it differs from the last verified deployment; from nothing, where an older commit is said to be the same and newer records may have been taken away. */
    private RenderedDiff diff(
            Base base, Snapshot tip, Snapshot snapshot, RenderedManifests manifests, List<String> notices) {
        RenderedDiff diff =
                RenderedDiff.between(place, base.shown().flatMap(DeploymentRecord::commit), snapshot, manifests);
        boolean goesBack = environment().needsApproval()
                && base.shown().isPresent()
                && diff.text().isEmpty()
                && !place.stateKey(tip).equals(place.stateKey(snapshot));
        if (!goesBack
                || new RecordProof(place, connections).isNewest(base.shown().get())) {
            return diff;
        }
        notices.add("record " + base.shown().get().id() + " is the newest verified one there is, but "
                + place.inWords()
                + " does not have what it says: newer records may have been taken away, so it stands in for no approval; protect the branch "
                + Workspace.AUDIT_BRANCH);
        return RenderedDiff.between(place, Optional.empty(), snapshot, manifests);
    }

    private EnvironmentSpec environment() {
        return place.environment();
    }

    private People people() {
        return People.of(connections.inventory().people());
    }

    /** The steps with their change requests; without a host that could tell, the steps alone, and of a first deployment the newest. */
    private List<Reviewed> reviewed(Changes changes, List<String> notices) {
        boolean asked = environment().isProtected() || environment().needsApproval();
        Optional<Forge> forge = asked ? place.workspace().forge() : Optional.empty();
        if (forge.isPresent()) {
            return new Reviews(place, forge.get()).of(changes, notices);
        }
        return changes.steps().stream()
                .limit(changes.first() ? 1 : Long.MAX_VALUE)
                .map(step -> new Reviewed(step, List.of(), false))
                .toList();
    }

    /** The commits that the record names the sources of; of a first deployment those of the newest step. */
    private static List<CommitInfo> carried(Changes changes, Snapshot snapshot) {
        return changes.first()
                ? changes.steps().stream()
                        .limit(1)
                        .flatMap(step -> Changes.brought(snapshot, step).stream())
                        .toList()
                : changes.commits(snapshot);
    }

    /** A state that the branch does not have, that it never had itself, or that a newer one has replaced. */
    private Optional<Refusal> misplaced(Snapshot tip, Snapshot snapshot) {
        if (!tip.contains(snapshot.commit())) {
            return provenance("commit " + snapshot.commit() + " is not on " + place.branch()
                    + ", the branch that decides " + environment().name() + "; merge it first");
        }
        boolean guarded = environment().isProtected() || environment().needsApproval();
        if (guarded && !tip.onMainline(snapshot.commit())) {
            return provenance("commit " + snapshot.commit() + " came to " + place.branch()
                    + " within a merge, so it is no state that the branch itself has had, and nobody reviewed it; deploy the merge, or a later commit of "
                    + place.branch());
        }
        return older(snapshot).map(text -> new Refusal(Kind.ORDER, text));
    }

    private static Optional<Refusal> provenance(String text) {
        return Optional.of(new Refusal(Kind.PROVENANCE, text).ofRule("branch"));
    }

    /** What break-glass passes by: approval, windows, a line that is stopped, and the order of applications. A hold of one application never stops the deployment of what Git has. */
    private List<Refusal> passable(
            Snapshot snapshot,
            RenderedManifests manifests,
            GivenApprovals given,
            boolean changesNothing,
            List<String> notices) {
        List<Refusal> reasons = new ArrayList<>();
        Barriers barriers = new Barriers(place, connections);
        List<Stop> stops = barriers.stops();
        List<Obstacle> closed = barriers.obstacles(stops);
        if (!closed.isEmpty() && !new GoingBack(place).is(snapshot, manifests)) {
            closed.stream().map(Obstacle::refusal).forEach(reasons::add);
        }
        barriers.passed(stops).ifPresent(notices::add);
        if (!changesNothing && !place.app().after().isEmpty()) {
            List<Obstacle> order = new Before(place, connections).obstacles();
            if (!order.isEmpty() && !new GoingBack(place).is(snapshot, manifests)) {
                order.stream().map(Obstacle::refusal).forEach(reasons::add);
            }
        }
        given.refusal().ifPresent(reasons::add);
        return reasons;
    }

    /** A deployment that comes late must not put back what a newer one replaced; going back is a rollback, forward in Git. */
    private Optional<String> older(Snapshot snapshot) {
        return new Evidence(place)
                .lastDelivered()
                .flatMap(DeploymentRecord::commit)
                .filter(newest -> !newest.equals(snapshot.commit()))
                .filter(newest -> !snapshot.contains(newest))
                .map(place.workspace().repository()::at)
                .filter(newest -> newest.contains(snapshot.commit()))
                .filter(newest -> !place.stateKey(newest).equals(place.stateKey(snapshot)))
                .map(newest -> "commit " + newest.commit() + " is deployed already and is newer than "
                        + snapshot.commit()
                        + "; to go back, use: gitops rollback " + place.app().name() + " --in "
                        + place.environment().name() + " --to " + snapshot.commit());
    }
}
