package dev.gitops.simulation;

import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.policy.Hold;
import dev.gitops.policy.ReleaseOrder;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordedDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Judges changes, and keeps when each came into Git and when it would have. */
final class Changes {

    private final ChangeJudge judge;
    private final Tally tally;

    Changes(ChangeJudge judge, Tally tally) {
        this.judge = judge;
        this.tally = tally;
    }

    void take(RecordedDecision decision, PlaceState place, Rules.OfPlace here) {
        if (decision.refused()) {
            refused(decision, place, judge.refusals(decision, place, here, decision.decided()));
        } else if (decision.glance().outcome().equals("superseded")) {
            superseded(decision, place, judge.refusals(decision, place, here, decision.decided()));
        } else {
            went(decision, place, Going.from(decision.decided(), time -> judge.refusals(decision, place, here, time)));
        }
    }

    private void refused(RecordedDecision decision, PlaceState place, List<Refusal> refusals) {
        if (!tally.refused(decision, refusals)) {
            return;
        }
        String release = judge.release(decision);
        boolean isFirst =
                place.earlyChange.filter(one -> one.content().equals(release)).isEmpty();
        if (!isSet(decision) && !release.isEmpty() && isFirst) {
            place.earlyChange = Optional.of(new PlaceState.Early(release, decision.decided()));
        }
    }

    private static boolean isSet(RecordedDecision decision) {
        return decision.glance().operation().equals(Operation.SET.word());
    }

    /** What was superseded is so still where the environment would have had the same; else its build says, where it has one. */
    private void superseded(RecordedDecision decision, PlaceState place, List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            tally.tell(decision, Verdict.REFUSED, refusals, Optional.empty(), "");
            return;
        }
        Optional<PlaceState.Entered> present = place.newest();
        boolean moved = present.filter(
                        change -> !change.shift().isZero() || change.would().isEmpty())
                .isPresent();
        if (!moved) {
            tally.tell(decision, Verdict.AS_RECORDED, List.of(), Optional.empty(), "");
            return;
        }
        Optional<String> older = older(decision, place);
        if (older.isEmpty() && place.build.isEmpty()) {
            tally.notReplayed(decision, Unknown.EVIDENCE);
        }
        boolean goes = older.isEmpty() && place.build.isPresent();
        tally.tell(
                decision,
                goes ? Verdict.ALLOWED : Verdict.AS_RECORDED,
                List.of(),
                Optional.empty(),
                goes ? "the newer release would not have been there" : "");
    }

    private static Optional<String> older(RecordedDecision decision, PlaceState place) {
        @Nullable Long mine = decision.build().isPresent() ? decision.build().getAsLong() : null;
        @Nullable Long theirs = place.build.isPresent() ? place.build.getAsLong() : null;
        return ReleaseOrder.older(
                new ReleaseOrder.Position(mine, null, decision.decided()),
                new ReleaseOrder.Position(theirs, null, Instant.MIN),
                ReleaseOrder.Ancestry.UNKNOWN);
    }

    private void went(RecordedDecision decision, PlaceState place, Going going) {
        RecordGlance glance = decision.glance();
        Optional<Instant> enters = going.at().map(at -> glance.ended().plus(Duration.between(decision.decided(), at)));
        Verdict verdict = going.atOnce() ? Verdict.AS_RECORDED : enters.isPresent() ? Verdict.DELAYED : Verdict.REFUSED;
        Optional<PlaceState.Early> early = place.earlyChange.filter(
                one -> verdict == Verdict.AS_RECORDED && one.content().equals(decision.release()));
        if (early.isPresent()) {
            enters = early.map(PlaceState.Early::at);
        }
        if (!isSet(decision)) {
            place.earlyChange = Optional.empty();
        }
        List<Refusal> first = going.first();
        Tally.Ticket ticket = early.isPresent()
                ? tally.tell(
                        decision,
                        Verdict.EARLIER,
                        List.of(),
                        enters,
                        "nothing would have been in the way at " + enters.orElseThrow())
                : tally.tell(decision, verdict, first, verdict == Verdict.DELAYED ? going.at() : Optional.empty(), "");
        if (isSet(decision)) {
            return;
        }
        if (enters.isPresent()) {
            overtake(place, decision);
            place.build = decision.build();
        }
        place.entered(new PlaceState.Entered(
                decision.release(), glance.commit(), glance.requestedBy(), false, glance.ended(), enters, ticket));
    }

    /** A change that still waits when a newer one comes is superseded by that. */
    private void overtake(PlaceState place, RecordedDecision newer) {
        place.newest()
                .filter(change -> change.would()
                        .filter(time -> time.isAfter(newer.glance().ended()))
                        .isPresent())
                .ifPresent(change -> {
                    tally.superseded(
                            change.ticket(),
                            "a newer change came before, " + newer.glance().id());
                    place.replaceNewest(new PlaceState.Entered(
                            change.release(),
                            change.commit(),
                            change.by(),
                            change.back(),
                            change.recorded(),
                            Optional.empty(),
                            Tally.Ticket.NONE));
                });
    }

    /** What is not judged anew: it was as it is recorded, and that is said. */
    void believe(RecordedDecision decision) {
        tally.tell(decision, Verdict.AS_RECORDED, List.of(), Optional.empty(), "");
        tally.notReplayed(decision, Unknown.EVIDENCE);
    }

    /** Going back passes holds, stops and windows; it follows what it answers to, as much later as that. */
    void rollback(RecordedDecision decision, PlaceState place) {
        tally.tell(decision, Verdict.AS_RECORDED, List.of(), Optional.empty(), "");
        if (decision.refused()) {
            tally.notReplayed(decision, Unknown.EVIDENCE);
        }
        RecordGlance glance = decision.glance();
        boolean pushed = !decision.refused() || decision.refusal("host", "").isPresent();
        if (pushed) {
            place.held =
                    place.held.or(() -> Optional.of(new Hold(glance.requestedBy(), decision.decided(), "rollback")));
        }
        if (!decision.refused()) {
            place.build = OptionalLong.empty();
            place.entered(new PlaceState.Entered(
                    decision.release(),
                    glance.commit(),
                    glance.requestedBy(),
                    true,
                    glance.ended(),
                    Optional.of(glance.ended().plus(place.later)),
                    Tally.Ticket.NONE));
        }
    }
}
