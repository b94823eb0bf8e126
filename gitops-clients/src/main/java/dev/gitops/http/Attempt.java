package dev.gitops.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of sending a request once.
 *
 * @param <T> what an answer is
 */
public sealed interface Attempt<T> {

    /**
     * There is an answer to use.
     *
     * @param <T> what an answer is
     * @param answer the answer
     */
    record Answered<T>(T answer) implements Attempt<T> {}

    /**
     * There is none to use yet.
     *
     * @param <T> what an answer is
     * @param why what happened, as in {@code answered 503}
     * @param words the server's words; empty where it said nothing
     * @param status the status; 0 where nothing answered
     * @param uncertain whether the request may have been carried out
     * @param pause how long the server asks to wait
     * @param cause what the connection failed with
     */
    record Failed<T>(
            String why,
            String words,
            int status,
            boolean uncertain,
            Optional<Duration> pause,
            @Nullable Throwable cause)
            implements Attempt<T> {}

    /**
     * The server could not be connected to: the request was not carried out.
     *
     * @param <T> what an answer is
     * @param cause what the connection failed with
     * @return the attempt
     */
    static <T> Failed<T> unsent(IOException cause) {
        return new Failed<>("could not be connected to" + said(cause), "", 0, false, Optional.empty(), cause);
    }

    /**
     * The connection broke, or the answer did not end in time: whether the request was carried out is not known.
     *
     * @param <T> what an answer is
     * @param cause what the connection failed with
     * @return the attempt
     */
    static <T> Failed<T> unanswered(IOException cause) {
        return new Failed<>("gave no whole answer" + said(cause), "", 0, true, Optional.empty(), cause);
    }

    private static String said(IOException cause) {
        return cause.getMessage() == null ? "" : " (" + Words.of(cause.getMessage(), 200) + ")";
    }
}
