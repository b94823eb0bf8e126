package dev.gitops.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a host is waited for, and by which clock.
 *
 * @param attempts how often one request is sent at most
 * @param budget how long one request may take, waiting included
 * @param answer how long one answer may take
 * @param settling how long a host may take to find out whether it would merge
 * @param clock the clock
 * @param sleeper how waiting is done
 */
public record Patience(
        int attempts, Duration budget, Duration answer, Duration settling, Clock clock, Sleeper sleeper) {

    /** What is used: six attempts within four minutes, half a minute for an answer and for a host to make up its mind. */
    public static final Patience STANDARD = new Patience(
            6,
            Duration.ofMinutes(4),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Clock.systemUTC(),
            duration -> Thread.sleep(duration.toMillis()));

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(16);

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        /**
         * Waits.
         *
         * @param duration how long
         * @throws InterruptedException if the thread is interrupted
         */
        void sleep(Duration duration) throws InterruptedException;
    }

    /** {@return the present time} */
    public Instant now() {
        return clock.instant();
    }

    /**
     * The pause before another attempt where the host asks for none: doubled each time, the second half of it by chance, so that many waiting processes do not come back at once.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @return the pause
     */
    public Duration pause(int attempt) {
        Duration whole = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        long millis = Math.min(whole.toMillis(), LONGEST.toMillis());
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /**
     * Waits.
     *
     * @param duration how long
     * @return false if the thread was interrupted; its mark is set again
     */
    public boolean sleep(Duration duration) {
        try {
            sleeper.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
