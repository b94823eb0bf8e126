package dev.gitops.simulation;

import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Simulation.Difference;
import dev.gitops.api.Simulation.NotReplayed;
import dev.gitops.api.Simulation.Unknown;
import dev.gitops.api.Simulation.Verdict;
import dev.gitops.api.SimulationRequest;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Occurrences;
import dev.gitops.policy.Soak;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordedDecision;
import dev.gitops.spi.DeliveryMeter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the records of a trail one after another, in its order, and judges each under the rules of an inventory. What it keeps follows how many environments there are, not how many records.
 */
public final class Replay {

    private final Rules rules;
    private final Places places = new Places();
    private final Tally tally;
    private final Figures figures;
    private final Changes changes;
    private final Deployments deployments;

    /**
     * A replay that has seen nothing yet.
     *
     * @param inventory the rules that are tried
     * @param occurrences knows the rules of recurrence
     * @param states what was held and stopped when; empty where nobody could read it
     * @param request what is asked for
     * @param was measures the records as they are; empty where nothing can
     * @param would measures them as they would have been; empty where nothing can
     */
    public Replay(
            Inventory inventory,
            Occurrences occurrences,
            Optional<StateHistory> states,
            SimulationRequest request,
            Optional<DeliveryMeter> was,
            Optional<DeliveryMeter> would) {
        this.rules = new Rules(inventory, new RememberedOccurrences(occurrences));
        this.tally = new Tally(request);
        this.figures = new Figures(was, would);
        Barriers barriers = new Barriers(rules, states.orElseGet(StateHistory::new), states.isPresent());
        Evidence evidence = new Evidence(tally);
        this.changes = new Changes(new ChangeJudge(places, barriers, evidence), tally);
        this.deployments =
                new Deployments(new DeploymentJudge(rules, places, barriers, evidence, tally), tally, figures);
    }

    /**
     * Judges the next record.
     *
     * @param decision the record
     */
    public void take(RecordedDecision decision) {
        RecordGlance glance = decision.glance();
        figures.was(glance);
        Optional<Rules.OfPlace> here = rules.of(glance.app(), glance.environment());
        if (here.isEmpty()) {
            tally.notReplayed(decision, Unknown.PLACE);
            figures.would(glance);
            return;
        }
        decision.from()
                .flatMap(from -> places.find(glance.app(), from))
                .ifPresent(source -> deployments.settle(source, decision.decided()));
        PlaceState place = places.of(glance.app(), glance.environment());
        deployments.settle(place, decision.decided());
        // what a later version does is believed, as removals are
        Operation operation = Operation.ofWord(glance.operation()).orElse(Operation.REMOVE);
        switch (operation) {
            case DEPLOY, HEAL -> {
                here.get()
                        .app()
                        .after()
                        .forEach(app -> places.find(app, glance.environment())
                                .ifPresent(other -> deployments.settle(other, decision.decided())));
                deployments.take(decision, place, here.get());
            }
            case DRIFT -> {
                place.was.drifted(glance.id(), glance.ended());
                place.would.drifted(glance.id(), glance.ended());
            }
            case HOLD, UNHOLD -> hold(decision, place, operation == Operation.HOLD);
            case ROLLBACK -> {
                changes.rollback(decision, place);
                figures.would(glance);
            }
            case RELEASE, PROMOTE, SET -> {
                changes.take(decision, place, here.get());
                figures.would(glance);
            }
            default -> {
                changes.believe(decision);
                figures.would(glance);
            }
        }
    }

    private static void hold(RecordedDecision decision, PlaceState place, boolean set) {
        if (decision.refused()) {
            return;
        }
        RecordGlance glance = decision.glance();
        place.held = set
                ? place.held.or(() -> Optional.of(new Hold(glance.requestedBy(), decision.decided(), null)))
                : Optional.empty();
    }

    /** Ends the replay: what still waits goes at its time. */
    public void finish() {
        places.all().forEach(deployments::finish);
    }

    /** {@return how many records were judged} */
    public long records() {
        return tally.records();
    }

    /** {@return how many of them came to what} */
    public Map<Verdict, Long> verdicts() {
        return tally.verdicts();
    }

    /** {@return the records whose verdict is another, as many as were asked for} */
    public List<Difference> differences() {
        return tally.differences();
    }

    /** {@return what was not replayed} */
    public List<NotReplayed> notReplayed() {
        return tally.unknown();
    }

    /** What a record says of the time that a release spends in an environment. */
    static Soak.Kind kind(RecordedDecision decision) {
        if (!decision.glance().verified()) {
            return Soak.Kind.FAILED;
        }
        return decision.glance().operation().equals(Operation.HEAL.word()) ? Soak.Kind.HEALED : Soak.Kind.VERIFIED;
    }
}
