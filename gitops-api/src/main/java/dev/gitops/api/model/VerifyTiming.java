package dev.gitops.api.model;

import java.time.Duration;

/**
 * How often and how long a verify step is tried.
 *
 * @param timeout by when it must have passed once; of a job or command, how long a run may take
 * @param sustained how long it must go on passing after it first did; zero for once
 * @param interval the pause between two tries
 * @param failures how many tries may fail after it first passed; of a job or command, how many runs may fail at all
 */
public record VerifyTiming(Duration timeout, Duration sustained, Duration interval, int failures) {

    /** The pause between two tries where nobody says another. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** {@return the same timing, where once is enough} */
    public VerifyTiming once() {
        return new VerifyTiming(timeout, Duration.ZERO, interval, failures);
    }

    /**
     * A step that need pass once.
     *
     * @param timeout by when
     * @return the timing
     */
    public static VerifyTiming once(Duration timeout) {
        return new VerifyTiming(timeout, Duration.ZERO, INTERVAL, 0);
    }
}
