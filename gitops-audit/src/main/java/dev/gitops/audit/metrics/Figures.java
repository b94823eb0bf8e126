package dev.gitops.audit.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The delivery metrics of a group (an application, a team, all) in one environment and period.
 *
 * @param group what was measured: an application's or team's name, or {@code all}
 * @param environment the environment
 * @param deployments how many deployments brought something new and were verified
 * @param perDay the same per day of the period
 * @param leadTime from the source commit to verified here; empty where nothing is known
 * @param hops the parts of the lead time, in order
 * @param attempts how many deployments were tried, rollbacks left out
 * @param failures how many of them failed or were rolled back
 * @param recovery from a failure to the next verified deployment; empty where nothing recovered
 * @param unrecovered how many failures were not recovered from by the end of the period
 */
public record Figures(
        String group,
        String environment,
        long deployments,
        double perDay,
        Optional<Spread> leadTime,
        List<Hop> hops,
        long attempts,
        long failures,
        Optional<Spread> recovery,
        long unrecovered) {

    /** Copies the hops. */
    public Figures {
        hops = List.copyOf(hops);
    }

    /** {@return the share of attempts that failed, from 0 to 1; empty where nothing was tried} */
    public Optional<Double> changeFailureRate() {
        return attempts == 0 ? Optional.empty() : Optional.of((double) failures / attempts);
    }

    /**
     * A part of the lead time.
     *
     * @param to where it leads: an environment in which the change was verified
     * @param time how long it took from the stop before (the source commit at first)
     */
    public record Hop(String to, Spread time) {}

    /**
     * Several durations.
     *
     * @param count how many
     * @param median the middle one; of two middle ones the lower
     * @param p90 the smallest that at least nine of ten do not exceed
     */
    public record Spread(int count, Duration median, Duration p90) {}
}
