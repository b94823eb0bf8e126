package dev.gitops.simulation;

import dev.gitops.api.Refusal;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges deployments, and keeps what each environment had verified and what it would have. */
final class Deployments {

    private static final Set<String> DELIVERED = Set.of("verified", "unchanged", "failed", "aborted");

    private final DeploymentJudge judge;
    private final Tally tally;
    private final Figures figures;

    Deployments(DeploymentJudge judge, Tally tally, Figures figures) {
        this.judge = judge;
        this.tally = tally;
        this.figures = figures;
    }

    void take(RecordedDecision decision, PlaceState place, Rules.OfPlace here) {
        place.was.tried();
        place.would.tried();
        if (!decision.bakeOf().isEmpty()) {
            bake(decision, place);
        } else if (decision.refused()) {
            refused(decision, place, here);
        } else if (DELIVERED.contains(decision.glance().outcome())) {
            delivered(decision, place, here);
        } else {
            // overtaken by a newer one: what came of it is told by that one's record
            tally.tell(decision, Verdict.AS_RECORDED, List.of(), Optional.empty(), "");
            figures.would(decision.glance());
        }
    }

    private void refused(RecordedDecision decision, PlaceState place, Rules.OfPlace here) {
        figures.would(decision.glance());
        if (!tally.refused(decision, judge.refusals(decision, place, here, decision.decided()))) {
            return;
        }
        String content = DeploymentJudge.content(decision);
        if (place.earlyDeployment.filter(one -> one.content().equals(content)).isEmpty()) {
            dropEarly(decision, place);
            place.earlyDeployment = Optional.of(new PlaceState.Early(content, decision.decided()));
        }
    }

    /** What would have been deployed and never was: nobody knows how it would have ended. */
    private void dropEarly(RecordedDecision decision, PlaceState place) {
        if (place.earlyDeployment.isPresent()) {
            tally.notReplayed(decision, Unknown.CLUSTER);
            place.earlyDeployment = Optional.empty();
        }
    }

    private void delivered(RecordedDecision decision, PlaceState place, Rules.OfPlace here) {
        Optional<PlaceState.Entered> brought = place.broughtBy(decision.glance().commit(), decision.release());
        if (brought.filter(change -> change.would().isEmpty()).isPresent()) {
            place.was.deployed(decision, Duration.ZERO);
            place.dropped = true;
            tally.tell(
                    decision,
                    Verdict.REFUSED,
                    List.of(),
                    Optional.empty(),
                    "the change that it brings would not have come into Git");
            return;
        }
        Optional<Instant> early = place.earlyDeployment
                .filter(one -> one.content().equals(DeploymentJudge.content(decision)))
                .map(PlaceState.Early::at);
        Instant asked = asked(decision, place, brought);
        if (early.filter(time -> time.isBefore(asked)).isPresent()) {
            place.earlyDeployment = Optional.empty();
        } else {
            dropEarly(decision, place);
        }
        Instant begins = early.filter(time -> time.isBefore(asked)).orElse(asked);
        Going going = Going.from(begins, time -> judge.refusals(decision, place, here, time));
        place.was.deployed(decision, Duration.ZERO);
        if (going.at().isEmpty()) {
            place.dropped = true;
            tally.tell(decision, Verdict.REFUSED, going.first(), Optional.empty(), "");
            return;
        }
        go(decision, place, going.first(), going.at().get());
    }

    /** A deployment that was asked for before its change would have come follows that at the same distance; the first one of a change that would have come earlier too. */
    private static Instant asked(RecordedDecision decision, PlaceState place, Optional<PlaceState.Entered> brought) {
        Instant decided = decision.decided();
        Duration shift = brought.map(PlaceState.Entered::shift).orElse(Duration.ZERO);
        boolean first = place.was
                .last()
                .filter(last -> last.release().equals(decision.release()))
                .isEmpty();
        boolean moves = shift.isNegative()
                ? first
                : brought.flatMap(PlaceState.Entered::would)
                        .filter(time -> time.isAfter(decided))
                        .isPresent();
        return moves ? decided.plus(shift) : decided;
    }

    private void go(RecordedDecision decision, PlaceState place, List<Refusal> first, Instant starts) {
        Duration shift = Duration.between(decision.decided(), starts);
        boolean sameAsWaiting = place.waiting
                .filter(one -> !shift.isZero()
                        && DeploymentJudge.content(one.decision()).equals(DeploymentJudge.content(decision)))
                .isPresent();
        if (sameAsWaiting) {
            // what waits already brings it
            tally.tell(decision, Verdict.DELAYED, first, Optional.of(starts), "");
            return;
        }
        place.waiting.ifPresent(waiting -> {
            tally.superseded(
                    waiting.ticket(),
                    "a newer deployment came before, " + decision.glance().id());
            place.waiting = Optional.empty();
        });
        place.dropped = false;
        place.later = shift.isNegative() ? Duration.ZERO : shift;
        if (shift.isZero()) {
            tally.tell(decision, Verdict.AS_RECORDED, List.of(), Optional.empty(), "");
            deployed(decision, place, Duration.ZERO);
            return;
        }
        tally.notReplayed(decision, Unknown.CLUSTER);
        Verdict verdict = shift.isNegative() ? Verdict.EARLIER : Verdict.DELAYED;
        String why = !first.isEmpty()
                ? ""
                : shift.isNegative()
                        ? "nothing would have been in the way at " + starts
                        : "the change that it brings would have come into Git so much later";
        Tally.Ticket ticket = tally.tell(decision, verdict, first, Optional.of(starts), why);
        if (shift.isNegative()) {
            deployed(decision, place, shift);
        } else {
            place.waiting = Optional.of(new PlaceState.Waiting(decision, shift, ticket));
        }
    }

    /** What would have been of it. */
    private void deployed(RecordedDecision decision, PlaceState place, Duration shift) {
        figures.would(Figures.shifted(decision.glance(), shift));
        place.would.deployed(decision, shift);
    }

    /** The end of a bake follows the deployment that it began with. */
    private void bake(RecordedDecision decision, PlaceState place) {
        RecordGlance glance = decision.glance();
        boolean failed = !glance.verified();
        if (failed) {
            place.was.bakeFailed(decision.bakeOf(), glance.id(), glance.ended());
        }
        if (place.dropped) {
            return;
        }
        RecordGlance would = Figures.shifted(glance, place.later);
        if (place.waiting.isPresent()) {
            place.waiting.get().bakes().add(would);
            return;
        }
        figures.would(would);
        if (failed) {
            place.would.bakeFailed(decision.bakeOf(), glance.id(), would.ended());
        }
    }

    /** What waited goes where its time has come. */
    void settle(PlaceState place, Instant now) {
        place.waiting.filter(one -> !one.ends().isAfter(now)).ifPresent(one -> goes(place, one));
    }

    /** What still waits goes at its time, and what would have been and never was is counted. */
    void finish(PlaceState place) {
        place.waiting.ifPresent(one -> goes(place, one));
        if (place.earlyDeployment.isPresent()) {
            tally.notReplayed(Unknown.CLUSTER, 1);
        }
    }

    private void goes(PlaceState place, PlaceState.Waiting waiting) {
        RecordedDecision decision = waiting.decision();
        deployed(decision, place, waiting.by());
        waiting.bakes().forEach(bake -> {
            figures.would(bake);
            if (!bake.verified()) {
                place.would.bakeFailed(decision.glance().id(), bake.id(), bake.ended());
            }
        });
        place.waiting = Optional.empty();
    }
}
