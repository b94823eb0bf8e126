package dev.gitops.api.review;

import java.util.Locale;
import java.util.Optional;

/** How a review ended. */
public enum Verdict {
    /** Nothing stands in the way. */
    PASSED,
    /** A finding blocks it: one that the inventory says blocks, or an error. */
    BLOCKED,
    /** What it would do cannot be told: the inventory or manifests cannot be read. */
    INVALID;

    /** {@return the word used in JSON: lower case} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The verdict of a word.
     *
     * @param word as {@link #word()} gives it
     * @return the verdict; empty where there is none of that word
     */
    public static Optional<Verdict> ofWord(String word) {
        for (Verdict verdict : values()) {
            if (verdict.word().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
