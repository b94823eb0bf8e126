package dev.gitops.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@link GitOps#examine()} found out about one thing that deliveries need.
 *
 * @param subject the thing, as in {@code "cluster staging"}
 * @param state how it is
 * @param detail what was seen
 * @param advice what to do about it; null where nothing is to be done
 */
public record Finding(
        String subject,
        State state,
        String detail,
        @Nullable String advice) {

    /** How a thing is. */
    public enum State {
        /** It works. */
        GOOD,
        /** It works, or is not needed yet, but should be looked at. */
        DOUBTFUL,
        /** It does not work. */
        BAD
    }

    /** Checks that nothing is missing. */
    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A thing that works.
     *
     * @param subject the thing
     * @param detail what was seen
     * @return the finding
     */
    public static Finding good(String subject, String detail) {
        return new Finding(subject, State.GOOD, detail, null);
    }

    /**
     * A thing that should be looked at.
     *
     * @param subject the thing
     * @param detail what was seen
     * @param advice what to do about it
     * @return the finding
     */
    public static Finding doubtful(String subject, String detail, String advice) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(advice, "advice");
        return new Finding(subject, State.DOUBTFUL, detail, advice);
    }

    /**
     * A thing that does not work.
     *
     * @param subject the thing
     * @param detail what was seen
     * @param advice what to do about it
     * @return the finding
     */
    public static Finding bad(String subject, String detail, String advice) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(advice, "advice");
        return new Finding(subject, State.BAD, detail, advice);
    }
}
