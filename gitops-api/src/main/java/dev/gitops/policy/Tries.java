package dev.gitops.policy;

import dev.gitops.api.model.VerifyTiming;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The tries of a verify step so far, and what they mean. A step passes with its first answer as stated, or, where it is sustained, once it has gone on passing for that long; answers that are borne
 * are counted and do not begin it anew.
 *
 * @param timing how often and how long
 * @param runs whether each try is a verdict, so that a failed one counts from the first on
 * @param tried how many tries there were
 * @param failed how many of them failed and counted
 * @param passing when it first passed, counted from the beginning; empty where it has not yet
 * @param elapsed the time of the last try, counted from the beginning
 * @param ended what the tries have come to; empty where another is due
 */
public record Tries(
        VerifyTiming timing,
        boolean runs,
        int tried,
        int failed,
        Optional<Duration> passing,
        Duration elapsed,
        Optional<End> ended) {

    /**
     * What tries have come to.
     *
     * @param passed whether the step passed
     * @param why why it did not; empty where it passed
     */
    public record End(boolean passed, String why) {}

    /**
     * No try yet.
     *
     * @param timing how often and how long
     * @param runs whether each try is a verdict
     * @return the beginning
     */
    public static Tries begin(VerifyTiming timing, boolean runs) {
        return new Tries(timing, runs, 0, 0, Optional.empty(), Duration.ZERO, Optional.empty());
    }

    /**
     * The tries with one more.
     *
     * @param passed whether it was answered as stated
     * @param now when it was, counted from the beginning
     * @return the tries
     */
    public Tries after(boolean passed, Duration now) {
        return passed ? passed(now) : failed(now);
    }

    /** {@return how long to wait for the next try; shorter than the interval where the end comes before} */
    public Duration pause() {
        Duration left = passing.map(first -> first.plus(timing.sustained()).minus(elapsed))
                .filter(rest -> !rest.isNegative())
                .orElse(timing.interval());
        return left.compareTo(timing.interval()) < 0 ? left : timing.interval();
    }

    private Tries passed(Duration now) {
        Duration first = passing.orElse(now);
        boolean done = now.minus(first).compareTo(timing.sustained()) >= 0;
        return new Tries(
                timing,
                runs,
                tried + 1,
                failed,
                Optional.of(first),
                now,
                done ? Optional.of(new End(true, "")) : Optional.empty());
    }

    private Tries failed(Duration now) {
        boolean counts = runs || passing.isPresent();
        int failures = failed + (counts ? 1 : 0);
        Optional<End> end = Optional.empty();
        if (counts && failures > timing.failures()) {
            end = Optional.of(new End(false, passing.isPresent() ? "failed after it had passed" + borne() : borne()));
        } else if (!counts && now.plus(timing.interval()).compareTo(timing.timeout()) > 0) {
            end = Optional.of(new End(false, "given up after " + words(timing.timeout())));
        } else if (passing.filter(first -> now.minus(first).compareTo(timing.sustained()) >= 0)
                .isPresent()) {
            end = Optional.of(new End(true, ""));
        }
        return new Tries(timing, runs, tried + 1, failures, passing, now, end);
    }

    private String borne() {
        if (timing.failures() == 0) {
            return "";
        }
        return (passing.isPresent() ? ", " : "")
                + String.format(
                        Locale.ROOT,
                        "%d failures are one more than failures: %d bears",
                        timing.failures() + 1,
                        timing.failures());
    }

    private static String words(Duration time) {
        return time.toSeconds() + " s";
    }
}
