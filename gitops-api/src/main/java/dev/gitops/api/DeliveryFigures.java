package dev.gitops.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The delivery metrics (DORA) of an application, a team or all in one environment and period; {@code docs/metrics.md} defines them.
 *
 * @param group what was measured: an application's or team's name, or {@code all}
 * @param environment the environment
 * @param deployments how many deployments brought something new and were verified
 * @param perDay the same per day of the period
 * @param leadTime from the source commit to verified here, the median; null where nothing is known
 * @param attempts how many deployments were tried, rollbacks left out
 * @param failures how many of them failed or were rolled back
 * @param recovery from a failure to the next verified deployment, the median; null where nothing recovered
 * @param unrecovered how many failures were not recovered from by the end of the period
 */
public record DeliveryFigures(
        String group,
        String environment,
        long deployments,
        double perDay,
        @Nullable Duration leadTime,
        long attempts,
        long failures,
        @Nullable Duration recovery,
        long unrecovered) {

    /** Checks that the names are there. */
    public DeliveryFigures {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(environment, "environment");
    }

    /**
     * Figures where nothing was done.
     *
     * @param group what was measured
     * @param environment the environment
     * @return figures of nothing
     */
    public static DeliveryFigures none(String group, String environment) {
        return new DeliveryFigures(group, environment, 0, 0, null, 0, 0, null, 0);
    }

    /** {@return the share of attempts that failed, from 0 to 1; null where nothing was tried} */
    public @Nullable Double changeFailureRate() {
        return attempts == 0 ? null : (double) failures / attempts;
    }
}
