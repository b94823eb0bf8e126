package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a policy or a guard says no.
 *
 * @param kind which kind of rule it is, for programs
 * @param text what is in the way and what to do, for people
 * @param rule which rule of that kind, in words that stay: a key of the inventory or a word of the contract, with what it names behind a slash, as in {@code windows.deny}, {@code after/db}
 *     or {@code line/production}
 * @param until when it ends by itself; null where somebody has to do something
 */
public record Refusal(
        Kind kind, String text, String rule, @Nullable Instant until) {

    /** The rules that can refuse. */
    public enum Kind {
        /** The environment does not take this change from there: {@code promotesFrom}, or a release where only promotions go. */
        PATH("promotesFrom"),
        /** The application is held in the environment. */
        HOLD("hold"),
        /** The environment may not change now. */
        FREEZE("windows"),
        /** An application that comes before it is not verified. */
        DEPENDENCY("after"),
        /** A gate does not say yes. */
        GATE("gates"),
        /** An approval that counts is missing. */
        APPROVAL("approvals"),
        /** A commit did not come by a reviewed change request, or the state is none that the branch has had. */
        PROVENANCE("protected"),
        /** Something newer is there already. */
        ORDER("order"),
        /** There is no state to go back to, or going back would not give it. */
        STATE("state"),
        /** The source is not verified. */
        VERIFICATION("verified"),
        /** The source is not verified for long enough, or not in every environment that is asked for. */
        SOAK("promotesFrom"),
        /** The Git host does not take the push. */
        HOST("host"),
        /** The delivery protects what runs: prune guards, releases under way. */
        GUARD("guard");

        private final String rule;

        Kind(String rule) {
            this.rule = rule;
        }

        /** {@return the word used in records: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@return the rule that is meant where nobody says more} */
        String rule() {
            return rule;
        }
    }

    /** Checks that kind, text and rule are there. */
    public Refusal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * A refusal that somebody has to end, by the one rule of its kind.
     *
     * @param kind which kind of rule it is
     * @param text what is in the way and what to do
     */
    public Refusal(Kind kind, String text) {
        this(kind, text, Objects.requireNonNull(kind, "kind").rule(), null);
    }

    /**
     * The same refusal by one rule of several.
     *
     * @param name the rule, in words that stay
     * @return the refusal
     */
    public Refusal ofRule(String name) {
        return new Refusal(kind, text, Objects.requireNonNull(name, "name"), until);
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
