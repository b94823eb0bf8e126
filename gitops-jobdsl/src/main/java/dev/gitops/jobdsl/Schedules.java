package dev.gitops.jobdsl;

import java.time.Duration;

/** Schedules of Jenkins, with the minute left to it, so that jobs do not start all at once. */
final class Schedules {

    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int HOURS_OF_A_DAY = 24;

    private Schedules() {}

    /** An interval in whole minutes up to an hour, in whole hours up to a day. */
    static String every(Duration interval) {
        long minutes = Math.max(1, interval.toMinutes());
        if (minutes == 1) {
            return "* * * * *";
        }
        if (minutes < MINUTES_OF_AN_HOUR) {
            return "H/" + minutes + " * * * *";
        }
        long hours = minutes / MINUTES_OF_AN_HOUR;
        if (hours == 1) {
            return "H * * * *";
        }
        return hours < HOURS_OF_A_DAY ? "H H/" + hours + " * * *" : "H H * * *";
    }
}
