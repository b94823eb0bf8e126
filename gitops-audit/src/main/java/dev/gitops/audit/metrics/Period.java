package dev.gitops.audit.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that figures are of.
 *
 * @param from its beginning, which belongs to it
 * @param to its end, which does not
 */
public record Period(Instant from, Instant to) {

    boolean has(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    double days() {
        return Duration.between(from, to).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
    }
}
