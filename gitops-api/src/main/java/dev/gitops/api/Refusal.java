package dev.gitops.api;

import java.util.List;
import java.util.Objects;

/**
 * Why a policy or a guard says no.
 *
 * @param kind which rule it is, for programs
 * @param text what is in the way and what to do, for people
 */
public record Refusal(Kind kind, String text) {

    /** The rules that can refuse. */
    public enum Kind {
        /** The environment does not take this change from there: {@code promotesFrom}, or a release where only promotions go. */
        PATH,
        /** The application is held in the environment. */
        HOLD,
        /** The environment may not change now. */
        FREEZE,
        /** An application that comes before it is not verified. */
        DEPENDENCY,
        /** A gate does not say yes. */
        GATE,
        /** An approval that counts is missing. */
        APPROVAL,
        /** A commit did not come by a reviewed change request, or the state is none that the branch has had. */
        PROVENANCE,
        /** Something newer is there already. */
        ORDER,
        /** There is no state to go back to, or going back would not give it. */
        STATE,
        /** The source is not verified. */
        VERIFICATION,
        /** The source is not verified for long enough, or not in every environment that is asked for. */
        SOAK,
        /** The Git host does not take the push. */
        HOST,
        /** The delivery protects what runs: prune guards, releases under way. */
        GUARD
    }

    /** Checks that both are there. */
    public Refusal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /**
     * The texts of some refusals.
     *
     * @param refusals the refusals
     * @return their texts, in order
     */
    public static List<String> texts(List<Refusal> refusals) {
        Objects.requireNonNull(refusals, "refusals");
        return refusals.stream().map(Refusal::text).toList();
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return text;
    }
}
