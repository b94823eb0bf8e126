package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentPlan.ApprovalNeed;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Placeholders;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Freezes;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.RenderedManifests;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Snapshot tip = place.tip();
        Snapshot snapshot =
                deployment.commit().map(id -> Commits.named(place, id)).orElse(tip);
        Placeholders placeholders = Placeholders.of(place, snapshot);
        if (placeholders.isEmpty()) {
            return new EmptyDeployment(place, snapshot.commit(), placeholders);
        }
        Optional<DeploymentRecord> last = new Evidence(place).lastVerified();
        RenderedManifests manifests = place.manifests().render(snapshot, place.target());
        RenderedDiff diff = RenderedDiff.between(place, last.flatMap(DeploymentRecord::commit), snapshot, manifests);

        List<Refusal> refusals = new ArrayList<>();
        List<String> notices = new ArrayList<>(manifests.notices());
        if (placeholders.isHalf()) {
            refusals.add(new Refusal(Kind.GUARD, placeholders.inWords()));
        }
        if (!tip.contains(snapshot.commit())) {
            refusals.add(new Refusal(
                    Kind.PROVENANCE,
                    "commit " + snapshot.commit() + " is not on " + place.branch() + ", the branch that decides "
                            + place.environment().name() + "; merge it first"));
        } else {
            older(snapshot).map(text -> new Refusal(Kind.ORDER, text)).ifPresent(refusals::add);
        }
        ProtectedPolicy policy = ProtectedPolicy.at(place, connections, tip);
        List<CommitInfo> changes = new ChangesSince(place).of(snapshot, last.flatMap(DeploymentRecord::commit));
        if (policy.environment().isProtected()) {
            new ProvenanceCheck(place, connections).check(snapshot, changes, last.isPresent(), refusals, notices);
        }
        List<Approval> evidence = new ArrayList<>(deployment.approvals());
        if (!policy.environment().approvers().isEmpty()) {
            evidence.addAll(new ForgeApprovals(place).of(changes));
        }
        // an approval is of a diff: where nothing changes since the last verified deployment there is nothing to
        // approve
        boolean same = last.isPresent() && diff.text().isEmpty();
        Set<String> people = same ? Set.of() : Approvals.people(policy.environment(), policy.teams());
        Set<String> requesters = requesters(changes);
        List<Approval> counting = Approvals.counting(
                evidence, people, requesters, policy.environment().fourEyes(), diff.digest());
        List<Refusal> passable = passable(policy.environment(), snapshot, evidence, people, requesters, diff.digest());
        if (deployment.breakGlass().isPresent()) {
            passable.forEach(reason -> notices.add("break-glass passed: " + reason));
        } else {
            refusals.addAll(passable);
        }
        return new PlannedDeployment(
                place,
                connections,
                deployment,
                new PlannedDeployment.Findings(
                        snapshot,
                        manifests,
                        diff,
                        last,
                        changes,
                        counting,
                        need(policy, people, requesters, counting),
                        refusals,
                        notices));
    }

    private static ApprovalNeed need(
            ProtectedPolicy policy, Set<String> people, Set<String> requesters, List<Approval> counting) {
        List<String> eligible = people.stream()
                .filter(person -> !policy.environment().fourEyes() || !requesters.contains(person))
                .toList();
        return new ApprovalNeed(
                !people.isEmpty(),
                !counting.isEmpty(),
                eligible,
                counting,
                policy.environment().fourEyes(),
                List.copyOf(requesters));
    }

    /** What break-glass passes by: approval and freeze. A hold never stops the deployment of what Git has. */
    private List<Refusal> passable(
            EnvironmentSpec environment,
            Snapshot snapshot,
            List<Approval> evidence,
            Set<String> people,
            Set<String> requesters,
            String digest) {
        List<Refusal> reasons = new ArrayList<>();
        if (!isRollback(snapshot)) {
            Freezes.refusal(
                            environment.freezes(),
                            connections.settings().clock().instant())
                    .map(reason -> new Refusal(Kind.FREEZE, environment.name() + " is " + reason))
                    .ifPresent(reasons::add);
        }
        Approvals.refusal(evidence, people, requesters, environment.fourEyes(), digest)
                .map(text -> new Refusal(Kind.APPROVAL, text))
                .ifPresent(reasons::add);
        return reasons;
    }

    private boolean isRollback(Snapshot snapshot) {
        return place.operation(snapshot).filter(Operation.ROLLBACK::equals).isPresent();
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

    private Set<String> requesters(List<CommitInfo> changes) {
        Set<String> requesters = new LinkedHashSet<>();
        requesters.add(name(connections.settings().actor()));
        changes.forEach(commit ->
                requesters.add(name(commit.trailer(Trailers.REQUESTED_BY).orElse(commit.author()))));
        return requesters;
    }

    /** The name of {@code name <mail>}. */
    private static String name(String person) {
        int mail = person.indexOf('<');
        return (mail > 0 ? person.substring(0, mail) : person).trim();
    }
}
