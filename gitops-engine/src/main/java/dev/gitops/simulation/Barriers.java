package dev.gitops.simulation;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.LineStop;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.api.Refusal;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Stop;
import dev.gitops.policy.Windows;
import dev.gitops.record.RecordedDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds, stops and windows at a time. At a record's own time it is a witness of what was held; windows it is only where one begins or ends while it was decided. */
final class Barriers {

    private static final String STOPS = "line/";

    private final Rules rules;
    private final StateHistory states;
    private final boolean statesAreKnown;

    Barriers(Rules rules, StateHistory states, boolean statesAreKnown) {
        this.rules = rules;
        this.states = states;
        this.statesAreKnown = statesAreKnown;
    }

    private static boolean isWitness(RecordedDecision decision, Instant time) {
        return decision.saysWhy() && time.equals(decision.decided());
    }

    /** The hold of one application. */
    Optional<Refusal> hold(RecordedDecision decision, PlaceState place, Rules.OfPlace here, Instant time) {
        String app = here.app().name();
        String environment = here.name().value();
        Optional<Hold> hold = statesAreKnown ? states.holdAt(app, here.name(), time) : place.held;
        Optional<Instant> until = Optional.empty();
        if (isWitness(decision, time)) {
            Optional<RecordedRefusal> said = decision.refusal("hold", "hold");
            hold = said.map(refusal -> place.held.orElseGet(() -> new Hold("somebody", time, null)));
        } else if (statesAreKnown) {
            until = states.holdEnds(app, here.name(), time);
        }
        Optional<Instant> ends = until;
        return Hold.refusal(hold, app, environment)
                .map(text -> new Refusal(Refusal.Kind.HOLD, text, "hold", ends.orElse(null)));
    }

    /** The line, where it is stopped. */
    Optional<Refusal> stop(RecordedDecision decision, Rules.OfPlace here, Instant time) {
        List<Stop> stops = states.stopsAt(here.app(), here.name(), time);
        String actor = decision.glance().requestedBy();
        Optional<Obstacle> computed = Stop.obstacle(stops, actor, rules.mayPass(), rules.people());
        if (isWitness(decision, time)) {
            Optional<RecordedRefusal> said = decision.refusal("hold", STOPS);
            if (said.isEmpty()) {
                boolean doubtful = computed.isPresent() && states.isNearAStop(here.app(), here.name(), time);
                return doubtful ? Optional.empty() : computed.map(Obstacle::refusal);
            }
            Optional<Stop> witnessed = witnessed(said.get(), here, time);
            return computed.or(() -> stops.isEmpty()
                            ? Stop.obstacle(witnessed.stream().toList(), actor, rules.mayPass(), rules.people())
                            : Optional.empty())
                    .map(Obstacle::refusal);
        }
        Instant ends = states.stopEnds(here.app(), here.name(), time).orElse(null);
        return computed.map(Obstacle::refusal)
                .map(refusal -> new Refusal(refusal.kind(), refusal.text(), refusal.rule(), ends));
    }

    /** The stop that a record names, where it holds the place under these rules. */
    private static Optional<Stop> witnessed(RecordedRefusal said, Rules.OfPlace here, Instant time) {
        String[] parts = said.rule().split("/", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        LineStop line = Stop.line(
                parts[1].equals("_") ? null : EnvironmentName.of(parts[1]), parts[2].equals("_") ? null : parts[2]);
        return line.holds(here.app(), here.name())
                ? Optional.of(new Stop(line, "somebody", time, null))
                : Optional.empty();
    }

    /** A window. */
    Optional<Refusal> window(RecordedDecision decision, Rules.OfPlace here, Instant time) {
        if (here.windows().isEmpty()) {
            return Optional.empty();
        }
        Windows windows = here.windows().get();
        String name = here.name().value();
        Optional<Obstacle> computed = windows.obstacle(name, time);
        if (isWitness(decision, time)) {
            boolean said = decision.refusal("freeze", "").isPresent();
            Optional<Obstacle> after = said == computed.isPresent()
                    ? computed
                    : windows.obstacle(name, decision.glance().ended());
            if (after.isPresent() == said) {
                computed = after;
            }
        }
        return computed.map(Obstacle::refusal);
    }
}
