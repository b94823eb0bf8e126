package dev.gitops.api;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What is done to an environment; the value of the trailer {@code GitOps-Operation} and of a record's {@code operation}. */
public enum Operation {
    /** An image gets into an environment. */
    RELEASE,
    /** A verified release goes from one environment to the next. */
    PROMOTE,
    /** An environment gets back what it had. */
    ROLLBACK,
    /** A value of a Helm application is set. */
    SET,
    /** What Git has is delivered to the cluster. */
    DEPLOY,
    /** Drift is mended by delivering again. */
    HEAL,
    /** A cluster was found to differ from what was delivered. Recorded where a promotion asks for time without drift. */
    DRIFT,
    /** Automation is stopped until a person lifts it. */
    HOLD,
    /** A hold is lifted. */
    UNHOLD,
    /** An application was taken out of Git for an environment: its line of the inventory, and its own files. */
    REMOVE,
    /** What had been removed in Git was taken out of the cluster. */
    UNDEPLOY;

    /** {@return the word used in trailers, records and JSON: lower case} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The operation of that word.
     *
     * @param word as {@link #word()} prints it
     * @return the operation; empty where no operation has that word
     */
    public static Optional<Operation> ofWord(String word) {
        Objects.requireNonNull(word, "word");
        for (Operation operation : values()) {
            if (operation.word().equals(word)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word();
    }
}
