package dev.gitops.simulation;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.model.GateSpec;
import dev.gitops.policy.AppOrder;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Obstacle;
import dev.gitops.record.RecordedDecision;
import dev.gitops.spi.RenderedManifests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in the way of a deployment: line, windows, order of applications, approvals, gates. Break-glass passes them, going back those that are about time. */
final class DeploymentJudge {

    private static final Set<Kind> JUDGED =
            EnumSet.of(Kind.HOLD, Kind.FREEZE, Kind.DEPENDENCY, Kind.APPROVAL, Kind.PROVENANCE, Kind.GATE);
    private static final String NO_DIFFERENCE = RenderedManifests.digest("");

    private final Rules rules;
    private final Places places;
    private final Barriers barriers;
    private final Evidence evidence;
    private final Tally tally;

    DeploymentJudge(Rules rules, Places places, Barriers barriers, Evidence evidence, Tally tally) {
        this.rules = rules;
        this.places = places;
        this.barriers = barriers;
        this.evidence = evidence;
        this.tally = tally;
    }

    /** What stands for what a deployment delivers. */
    static String content(RecordedDecision decision) {
        return decision.manifestsDigest().isEmpty() ? decision.glance().commit() : decision.manifestsDigest();
    }

    /** The same as a number. */
    static long state(RecordedDecision decision) {
        String text = content(decision);
        long state = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            state = 31 * state + text.charAt(i);
        }
        return state;
    }

    private static boolean changesNothing(RecordedDecision decision) {
        return decision.glance().outcome().equals("unchanged")
                || decision.glance().operation().equals(Operation.HEAL.word())
                || decision.diffDigest().equals(NO_DIFFERENCE);
    }

    List<Refusal> refusals(RecordedDecision decision, PlaceState place, Rules.OfPlace here, Instant time) {
        boolean back = place.was.goesBackTo(
                state(decision), place.newest().filter(PlaceState.Entered::back).isPresent());
        boolean glass = decision.breakGlass();
        List<Refusal> refusals = new ArrayList<>();
        if (!glass && !back) {
            barriers.stop(decision, here, time).ifPresent(refusals::add);
            barriers.window(decision, here, time).ifPresent(refusals::add);
            if (!changesNothing(decision)) {
                refusals.addAll(order(decision, here, time));
            }
        }
        if (!glass) {
            refusals.addAll(approvals(decision, place, here));
        }
        refusals.addAll(provenance(decision, here));
        refusals.addAll(evidence.standing(decision, JUDGED));
        boolean gated = refusals.isEmpty() && !glass && !back && !changesNothing(decision);
        return gated ? evidence.gates(decision, here.environment().gates(), GateSpec.Before.DEPLOYMENT) : refusals;
    }

    private List<Refusal> order(RecordedDecision decision, Rules.OfPlace here, Instant time) {
        List<AppOrder.Before> before = new ArrayList<>();
        String environment = here.name().value();
        for (String app : here.app().after()) {
            if (rules.of(app, environment).isPresent()) {
                before.add(new AppOrder.Before(app, state(decision, app, environment, time)));
            }
        }
        return AppOrder.obstacles(here.app().name(), environment, before).stream()
                .map(Obstacle::refusal)
                .map(refusal ->
                        new Refusal(refusal.kind(), refusal.text(), refusal.rule(), ends(refusal, environment, time)))
                .toList();
    }

    private AppOrder.State state(RecordedDecision decision, String app, String environment, Instant time) {
        PlaceState other = places.of(app, environment);
        boolean same = other.waiting.isEmpty() && other.was.lastId().equals(other.would.lastId());
        boolean said = decision.refusals().stream()
                .anyMatch(refusal ->
                        refusal.kind().equals("dependency") && refusal.rule().equals("after/" + app));
        if (said && same && time.equals(decision.decided())) {
            return other.would.failed() ? AppOrder.State.FAILED : AppOrder.State.WAITING;
        }
        Optional<PlaceState.Waiting> waiting =
                other.waiting.filter(one -> one.ends().isAfter(time));
        if (waiting.isPresent()) {
            return AppOrder.State.WAITING;
        }
        Optional<Instant> changed =
                other.newest().flatMap(PlaceState.Entered::would).filter(at -> !at.isAfter(time));
        if (changed.filter(at -> at.isAfter(other.would.lastDecided())).isPresent() && other.waiting.isEmpty()) {
            return AppOrder.State.WAITING;
        }
        return other.would.failed() ? AppOrder.State.FAILED : AppOrder.State.DONE;
    }

    /** Of an application before it whose deployment waits, when that has ended. */
    private @Nullable Instant ends(Refusal refusal, String environment, Instant time) {
        String app = refusal.rule().substring("after/".length());
        return places.find(app, environment)
                .flatMap(place -> place.waiting)
                .filter(one -> one.decision().glance().verified())
                .map(PlaceState.Waiting::ends)
                .filter(end -> end.isAfter(time))
                .orElse(null);
    }

    private List<Refusal> approvals(RecordedDecision decision, PlaceState place, Rules.OfPlace here) {
        List<Refusal> standing = decision.refusals().stream()
                .filter(refusal ->
                        refusal.kind().equals("approval") && refusal.rule().equals("reviewed"))
                .map(refusal -> Evidence.as(refusal, Kind.APPROVAL))
                .toList();
        EnvironmentSpec environment = here.environment();
        if (!environment.needsApproval() || changesNothing(decision)) {
            return standing;
        }
        Set<String> requesters = new LinkedHashSet<>(List.of(decision.glance().requestedBy()));
        place.broughtBy(decision.glance().commit(), decision.release())
                .map(PlaceState.Entered::by)
                .ifPresent(requesters::add);
        Approvals approvals = new Approvals(
                Approvals.needs(environment, rules.teams(), Optional.of(Set.of())),
                requesters,
                environment.fourEyes(),
                decision.diffDigest(),
                rules.people());
        boolean wanted =
                environment.approvals().stream().anyMatch(rule -> !rule.when().isEmpty());
        Optional<String> missing = approvals.refusal(decision.approvals());
        boolean said = decision.refusals().stream()
                .anyMatch(refusal ->
                        refusal.kind().equals("approval") && !refusal.rule().equals("reviewed"));
        List<Refusal> refusals = new ArrayList<>(standing);
        if (said && missing.isPresent()) {
            refusals.add(new Refusal(Kind.APPROVAL, missing.get()));
        } else if (said && wanted) {
            tally.notReplayed(decision, Unknown.EVIDENCE);
            refusals.add(new Refusal(Kind.APPROVAL, "as recorded: what a review found is not in the record"));
        } else if (missing.isPresent()) {
            tally.notReplayed(decision, Unknown.APPROVALS);
        }
        return refusals;
    }

    /** What an environment that is not protected does not ask for is no longer in the way. */
    private List<Refusal> provenance(RecordedDecision decision, Rules.OfPlace here) {
        List<Refusal> standing = decision.refusals().stream()
                .filter(refusal -> refusal.kind().equals("provenance")
                        && (here.environment().isProtected() || refusal.rule().equals("branch")))
                .map(refusal -> Evidence.as(refusal, Kind.PROVENANCE))
                .toList();
        if (!standing.isEmpty()) {
            tally.notReplayed(decision, Unknown.EVIDENCE);
        }
        return standing;
    }
}
