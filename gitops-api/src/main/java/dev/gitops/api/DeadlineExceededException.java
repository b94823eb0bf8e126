package dev.gitops.api;

import java.time.Duration;
import java.util.Objects;

/**
 * A call took longer than the time it was given by {@code within}. It ended as one that is cancelled: what was done stands whole, nothing is half done, and the same call made anew goes on from there, so
 * that {@link #retryable()} is true. The thread's interrupt mark is as it was before.
 */
public final class DeadlineExceededException extends GitOpsException {

    private final Duration time;

    private DeadlineExceededException(String message, Duration time, Throwable cause) {
        super(message, cause);
        this.time = time;
    }

    /**
     * A call whose time is over.
     *
     * @param what the call, as in {@code "promote of shop to staging"}
     * @param time what it was given
     * @param at how it ended when the time was over: what was waited for
     * @return the exception to throw
     */
    public static DeadlineExceededException of(String what, Duration time, GitOpsException at) {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(at, "at");
        String waited = at instanceof CancelledException cancelled ? cancelled.what() : at.getMessage();
        return new DeadlineExceededException(
                what + " took longer than the " + words(time) + " it was given, and was at this: " + waited
                        + "; what was done until then stands whole. Call it again to go on, with more time if it usually takes that long",
                time,
                at);
    }

    /** {@return the time that was given} */
    public Duration time() {
        return time;
    }

    @Override
    public boolean retryable() {
        return true;
    }

    private static String words(Duration time) {
        return time.toSeconds() >= 1 && time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
