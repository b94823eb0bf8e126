package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.InventoryAtHome;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.RemovedPlace;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.People;
import dev.gitops.policy.Stop;
import dev.gitops.repository.Snapshot;
import dev.gitops.repository.Snapshot.Step;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.Forge;
import dev.gitops.spi.RenderedManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what taking a removed application out of its cluster would do, and whether policy lets it. */
public final class UndeploymentPlanner {

    private final RemovedPlace removed;
    private final Place place;
    private final Connections connections;

    /** A planner for what was removed. */
    public UndeploymentPlanner(RemovedPlace removed) {
        this.removed = removed;
        this.place = removed.place();
        this.connections = removed.connections();
    }

    /** What would be done now, or why policy refuses it; no effect. */
    public DeploymentPlan plan(Deployment deployment) {
        if (removed.isGone()) {
            return new NothingToDeploy(
                    place, removed.commit().id(), place.inWords() + " was taken out of its cluster already");
        }
        List<String> notices = new ArrayList<>();
        Snapshot last = last(notices);
        RenderedManifests manifests = rendered(last, notices);
        RenderedDiff diff = RenderedDiff.ofRemoval(place, manifests, removed.claims());
        List<Refusal> refusals = new ArrayList<>();
        List<Reviewed> steps = steps(refusals, notices);
        List<Approval> evidence = new ArrayList<>(deployment.approvals());
        if (environment().needsApproval()) {
            evidence.addAll(new ForgeApprovals(people(), request -> approvals(request, notices)).of(steps));
        }
        GivenApprovals given = new GivenApprovals(
                new Approvals(
                        Approvals.needs(
                                environment(),
                                connections.inventory().teams(),
                                new Found(place).in(manifests, RenderedDiff.NOTHING)),
                        requesters(steps),
                        environment().fourEyes(),
                        diff.digest(),
                        people()),
                evidence);
        BreakGlass.of(deployment).sort(passable(given, notices), refusals, notices);
        DeliveryRequest request = new Requests(place, connections).ofRemoved(last, manifests, removed);
        return new PlannedUndeployment(
                removed, deployment, request, diff, given.counting(), given.need(), refusals, notices, fates(request));
    }

    private EnvironmentSpec environment() {
        return place.environment();
    }

    private People people() {
        return People.of(connections.inventory().people());
    }

    /** What was deployed last, as its hooks are those that belong to it; what Git had last where nothing was. */
    private Snapshot last(List<String> notices) {
        Optional<String> commit = new Evidence(place).lastEver().flatMap(DeploymentRecord::commit);
        if (commit.isPresent()) {
            try {
                return place.workspace().repository().at(commit.get());
            } catch (GitOpsException gone) {
                notices.add("commit " + commit.get() + ", which was deployed last, is gone: " + gone.getMessage());
            }
        }
        return removed.home().isBranchOf(place) ? removed.before() : place.tip();
    }

    private RenderedManifests rendered(Snapshot state, List<String> notices) {
        try {
            return place.manifests().render(state, place.target());
        } catch (GitOpsException unreadable) {
            notices.add("what was deployed cannot be rendered any more, so that no hook of a deletion runs: "
                    + unreadable.getMessage());
            return RenderedDiff.NOTHING;
        }
    }

    /** The state of the inventory's branch that brought the removal, with its change requests. */
    private List<Reviewed> steps(List<Refusal> refusals, List<String> notices) {
        boolean asked = environment().isProtected() || environment().needsApproval();
        InventoryAtHome home = removed.home();
        List<Step> all =
                home.tip().steps(Set.of(home.spec().path()), removed.before().commit());
        Optional<Step> brought = all.stream()
                .filter(step -> home.workspace()
                        .repository()
                        .at(stepId(step))
                        .contains(removed.commit().id()))
                .reduce((newer, older) -> older);
        if (!asked || brought.isEmpty()) {
            return List.of();
        }
        Step step = brought.get();
        Optional<Forge> forge = home.workspace().forge();
        List<Forge.Details> requests = forge.map(
                        host -> host.mergedWith(stepId(step), home.spec().branch()))
                .orElse(List.of());
        if (environment().isProtected()) {
            provenance(step, forge.isPresent(), requests, refusals, notices);
        }
        return List.of(new Reviewed(step, requests, false));
    }

    /** Those of requests that took it out; of a merge that did so by itself nobody approved anything. */
    private List<Approval> approvals(Forge.Details request, List<String> notices) {
        return otherwise(request, notices).isPresent() ? List.of() : request.approvals();
    }

    private static String stepId(Step step) {
        return step.commit().id();
    }

    /** Where an environment is protected, what takes an application out of it came by a change request that did just that. */
    private void provenance(
            Step step, boolean host, List<Forge.Details> requests, List<Refusal> refusals, List<String> notices) {
        String what = "commit " + stepId(step) + ", which takes " + place.inWords() + " out of the inventory";
        if (!host) {
            notices.add("provenance is not enforced without a forge: " + what + ", came by no change request");
            return;
        }
        if (requests.isEmpty()) {
            refusals.add(new Refusal(
                    Kind.PROVENANCE,
                    what + ", came by no merged change request; revert it, and remove it with: gitops app remove "
                            + place.app().name() + " --in " + environment().name()));
            return;
        }
        for (Forge.Details request : requests) {
            otherwise(request, notices)
                    .map(why -> new Refusal(Kind.PROVENANCE, what + ", " + why))
                    .ifPresent(refusals::add);
        }
    }

    /** Why a change request is not one that takes it out; empty where it is, or where its commit is gone. */
    private Optional<String> otherwise(Forge.Details request, List<String> notices) {
        try {
            Snapshot head = removed.home().workspace().repository().at(request.head());
            return removed.home()
                    .app(head, place.app().name())
                    .filter(app -> app.environments().containsKey(environment().name()))
                    .map(still -> "is not what was reviewed in change request "
                            + request.request().url() + ", which leaves it there");
        } catch (GitOpsException gone) {
            notices.add("change request " + request.request().url() + " could not be compared: " + gone.getMessage());
            return Optional.empty();
        }
    }

    private Set<String> requesters(List<Reviewed> steps) {
        Snapshot tip = removed.home().tip();
        Changes none = new Changes(steps.stream().map(Reviewed::step).collect(Collectors.toList()), Set.of(), false);
        return new Requesters(place.at(removed.home()), connections.settings().actor()).of(tip, none, steps);
    }

    /** What break-glass passes by: approval, windows, a line that is stopped. */
    private List<Refusal> passable(GivenApprovals given, List<String> notices) {
        Barriers barriers = new Barriers(place, connections);
        List<Stop> stops = barriers.stops();
        List<Refusal> reasons = new ArrayList<>(
                barriers.obstacles(stops).stream().map(Obstacle::refusal).toList());
        barriers.passed(stops).ifPresent(notices::add);
        given.refusal().ifPresent(reasons::add);
        return reasons;
    }

    /** What becomes of each object. */
    private List<String> fates(DeliveryRequest request) {
        try {
            return connections.delivery(place.app(), environment()).removable(request).stream()
                    .map(UndeploymentPlanner::inWords)
                    .toList();
        } catch (GitOpsException unasked) {
            return List.of("what the cluster has of it cannot be told: " + unasked.getMessage());
        }
    }

    /** What becomes of an object, for a plan. */
    public static String inWords(DeployedObject object) {
        return object.kind() + " " + (object.namespace() == null ? "" : object.namespace() + "/") + object.name() + ": "
                + (object.reason() == null ? object.action().word() : object.reason());
    }
}
