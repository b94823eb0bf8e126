package dev.gitops.api.review;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of one object.
 *
 * @param change what is done to it
 * @param apiVersion as in {@code apps/v1}
 * @param kind as in {@code Deployment}
 * @param namespace where it is, or goes; empty where nothing names one
 * @param name its name
 * @param words what changes, a short sentence each, the weightiest first, as in {@code image of shop: 1.4.0 → 1.5.0}
 * @param diff the unified diff of its manifest, what is secret in it as digests; cut at a limit, which its last line tells
 * @param source the file that it comes from, where that is known
 */
public record ObjectChange(
        Change change,
        String apiVersion,
        String kind,
        Optional<String> namespace,
        String name,
        List<String> words,
        String diff,
        Optional<String> source) {

    /** Copies the words. */
    public ObjectChange {
        words = List.copyOf(words);
    }

    /** What is done to an object. */
    public enum Change {
        /** It is new. */
        ADDED,
        /** Its fields change. */
        CHANGED,
        /** It goes. */
        REMOVED;

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The change of a word.
         *
         * @param word as {@link #word()} gives it
         * @return the change; empty where there is none of that word
         */
        public static Optional<Change> ofWord(String word) {
            for (Change change : values()) {
                if (change.word().equals(word)) {
                    return Optional.of(change);
                }
            }
            return Optional.empty();
        }
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    public String inWords() {
        return kind + " " + namespace.map(space -> space + "/").orElse("") + name;
    }
}
