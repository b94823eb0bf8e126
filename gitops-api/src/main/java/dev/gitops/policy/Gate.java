package dev.gitops.policy;

import dev.gitops.api.Refusal;
import dev.gitops.api.model.GateSpec;
import java.time.Instant;

/** What the answers of an outside system mean: yes goes on, no does not, later and no answer are asked again until a deadline, and then are a no. */
public final class Gate {

    private Gate() {}

    /** What a gate says. */
    public enum Word {
        /** It may go on. */
        YES,
        /** It may not. */
        NO,
        /** It is not known yet. */
        LATER,
        /** Nothing that could be understood. */
        NOTHING
    }

    /**
     * One answer.
     *
     * @param word what it says
     * @param reason why, in the gate's words; of no answer, what came instead
     * @param at when it came
     */
    public record Answer(Word word, String reason, Instant at) {}

    /** What follows from an answer. */
    public sealed interface Step {

        /**
         * It goes on.
         *
         * @param evidence what is recorded
         */
        record Pass(String evidence) implements Step {}

        /**
         * The gate is asked again.
         *
         * @param at when
         */
        record Again(Instant at) implements Step {}

        /**
         * It does not go on.
         *
         * @param obstacle what is in the way
         */
        record Stop(Obstacle obstacle) implements Step {}
    }

    /**
     * What follows from an answer.
     *
     * @param gate the gate
     * @param id the id of the change that was asked about
     * @param answer its last answer
     * @param begun when it was asked first
     * @return what follows
     */
    public static Step step(GateSpec gate, String id, Answer answer, Instant begun) {
        if (answer.word() == Word.YES) {
            return new Step.Pass("gate " + gate.name() + " said yes at " + Obstacle.seconds(answer.at())
                    + because(answer.reason()) + " [" + id + "]");
        }
        if (answer.word() == Word.NO) {
            return stop(
                    gate, "gate " + gate.name() + " says no" + because(answer.reason()), "ask again when it says yes");
        }
        Instant deadline = begun.plus(gate.deadline());
        Instant next = answer.at().plus(gate.interval());
        if (!next.isAfter(deadline)) {
            return new Step.Again(next);
        }
        String said = answer.word() == Word.LATER ? "said later" : "did not answer";
        return stop(
                gate,
                "gate " + gate.name() + " " + said + because(answer.reason()) + " until its deadline of "
                        + Obstacle.inWords(gate.deadline()) + ", which is a no",
                "ask again when it says yes");
    }

    private static Step stop(GateSpec gate, String why, String by) {
        return new Step.Stop(Obstacle.untilDone(Refusal.Kind.GATE, why, by).ofRule("gates/" + gate.name()));
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " (" + reason + ")";
    }
}
