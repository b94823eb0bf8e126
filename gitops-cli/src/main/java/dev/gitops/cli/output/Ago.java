package dev.gitops.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people say them. */
public final class Ago {

    private static final Duration MONTH = Duration.ofDays(30);

    private Ago() {}

    /**
     * How long ago something was.
     *
     * @param time when it was
     * @param now what time it is
     * @return as in {@code 5m ago}; of what is older than a month the date, of what lies ahead the time
     */
    public static String of(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.compareTo(Duration.ofMinutes(-1)) < 0) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (age.toSeconds() < 1) {
            return "now";
        }
        if (age.compareTo(MONTH) > 0) {
            return time.toString().substring(0, "2026-03-03".length());
        }
        return of(age) + " ago";
    }

    /**
     * How long something is.
     *
     * @param time zero or more
     * @return its largest unit, as in {@code 90s}, {@code 5m}, {@code 3h}, {@code 2d}
     */
    public static String of(Duration time) {
        if (time.toSeconds() < 100) {
            return time.toSeconds() + "s";
        }
        if (time.toMinutes() < 100) {
            return time.toMinutes() + "m";
        }
        return time.toHours() < 48 ? time.toHours() + "h" : time.toDays() + "d";
    }
}
