package dev.gitops.api.review;

import java.util.Locale;
import java.util.Optional;

/** How much a finding weighs, the heaviest first. */
public enum Severity {
    /** It cannot work: it does not render, or the API server refuses it. Blocks always. */
    ERROR,
    /** It can lose data, rights or protection. */
    DANGER,
    /** Somebody should look at it. */
    WARNING,
    /** Good to know. */
    NOTICE;

    /** {@return the word used in JSON and in the inventory: lower case} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The severity of a word.
     *
     * @param word as {@link #word()} gives it
     * @return the severity; empty where there is none of that word
     */
    public static Optional<Severity> ofWord(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
