package dev.gitops.audit.metrics;

import dev.gitops.audit.metrics.Figures.Hop;
import dev.gitops.audit.metrics.Figures.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what one group did in one environment. */
final class Collector {

    private final List<Duration> leadTimes = new ArrayList<>();
    private final Map<String, List<Duration>> hops = new LinkedHashMap<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private long deployments;
    private long attempts;
    private long failures;
    private long unrecovered;

    void deployed() {
        deployments++;
    }

    void attempted(boolean failed) {
        attempts++;
        failures += failed ? 1 : 0;
    }

    void recovered(Duration time) {
        recoveries.add(time);
    }

    void notRecovered() {
        unrecovered++;
    }

    void leadTime(Duration time) {
        leadTimes.add(time);
    }

    void hop(String to, Duration time) {
        hops.computeIfAbsent(to, name -> new ArrayList<>()).add(time);
    }

    Figures figures(String group, String environment, double days) {
        List<Hop> parts = new ArrayList<>();
        hops.forEach((to, times) -> Spread.of(times).ifPresent(spread -> parts.add(new Hop(to, spread))));
        return new Figures(
                group,
                environment,
                deployments,
                days > 0 ? deployments / days : 0,
                Spread.of(leadTimes),
                parts,
                attempts,
                failures,
                Spread.of(recoveries),
                unrecovered);
    }
}
