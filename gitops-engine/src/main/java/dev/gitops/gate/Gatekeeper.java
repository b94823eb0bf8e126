package dev.gitops.gate;

import dev.gitops.api.CancelledException;
import dev.gitops.api.Refusal;
import dev.gitops.api.Settings;
import dev.gitops.api.model.GateSpec;
import dev.gitops.api.model.GateSpec.Before;
import dev.gitops.policy.Gate;
import dev.gitops.policy.Gate.Answer;
import dev.gitops.policy.Gate.Step;
import dev.gitops.policy.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Asks the gates of an environment before something is done, and keeps what they said: what goes on must be what they were asked about. Whoever is interrupted asks again later, with the same id.
 */
public final class Gatekeeper {

    private final List<GateSpec> gates;
    private final Settings settings;
    private final ConcurrentMap<String, String> passed = new ConcurrentHashMap<>();

    private Gatekeeper(List<GateSpec> gates, Settings settings) {
        this.gates = gates;
        this.settings = settings;
    }

    /**
     * A keeper of the gates that are before something.
     *
     * @param gates the environment's gates
     * @param before before what
     * @param settings the keys, the clock, the network
     * @return the keeper; it has asked nothing yet
     */
    public static Gatekeeper of(List<GateSpec> gates, Before before, Settings settings) {
        return new Gatekeeper(
                gates.stream().filter(gate -> gate.before() == before).toList(), settings);
    }

    /** {@return whether there is nobody to ask} */
    public boolean isOpen() {
        return gates.isEmpty();
    }

    /** {@return what a plan says of gates that will be asked} */
    public List<String> announced() {
        return gates.stream()
                .map(gate -> "gate " + gate.name() + " is asked before it is done")
                .toList();
    }

    /**
     * Asks every gate, one after another, until one says no.
     *
     * @param question what is to be done
     * @return what is in the way; empty where all said yes
     */
    public Optional<Obstacle> ask(GateQuestion question) {
        for (GateSpec gate : gates) {
            String id = question.id(gate);
            Step step = settled(gate, question, id);
            if (step instanceof Step.Stop stop) {
                return Optional.of(stop.obstacle());
            }
            passed.put(id, ((Step.Pass) step).evidence());
        }
        return Optional.empty();
    }

    private Step settled(GateSpec gate, GateQuestion question, String id) {
        HttpGate http = new HttpGate(settings);
        Instant begun = settings.clock().instant();
        while (true) {
            Answer answer = http.ask(gate, question, id);
            Step step = Gate.step(gate, id, answer, begun);
            if (!(step instanceof Step.Again again)) {
                return step;
            }
            settings.progress()
                    .tell("gate " + gate.name() + ": " + (answer.reason().isEmpty() ? "later" : answer.reason())
                            + "; asked again at " + again.at());
            pause(gate, Duration.between(settings.clock().instant(), again.at()));
        }
    }

    private static void pause(GateSpec gate, Duration time) {
        try {
            Thread.sleep(Math.max(1, time.toMillis()));
        } catch (InterruptedException stop) {
            throw CancelledException.of("waiting for the gate " + gate.name(), stop);
        }
    }

    /**
     * Whether just this was asked about and may go on: what is to be done may have become something else since.
     *
     * @param question what is to be done now
     * @return what is in the way; empty where every gate said yes to it
     */
    public Optional<Refusal> unasked(GateQuestion question) {
        return gates.stream()
                .filter(gate -> !passed.containsKey(question.id(gate)))
                .findFirst()
                .map(gate -> new Refusal(
                                Refusal.Kind.GATE,
                                "gate " + gate.name()
                                        + " was asked about another release, which has changed meanwhile; ask again")
                        .ofRule("gates/" + gate.name()));
    }

    /** {@return what the gates said, for the record} */
    public List<String> evidence() {
        return new ArrayList<>(passed.values());
    }
}
