package dev.gitops.audit.metrics;

import dev.gitops.audit.metrics.Figures.Hop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what one group did in one environment and period. */
final class Collector {

    private final Times leadTimes = new Times();
    private final Map<String, Times> hops = new LinkedHashMap<>();
    private final Times recoveries = new Times();
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
        hops.computeIfAbsent(to, name -> new Times()).add(time);
    }

    /** What both did together. */
    Collector plus(Collector other) {
        leadTimes.addAll(other.leadTimes);
        other.hops.forEach(
                (to, times) -> hops.computeIfAbsent(to, name -> new Times()).addAll(times));
        recoveries.addAll(other.recoveries);
        deployments += other.deployments;
        attempts += other.attempts;
        failures += other.failures;
        unrecovered += other.unrecovered;
        return this;
    }

    Figures figures(String group, String environment, double days) {
        List<Hop> parts = new ArrayList<>();
        hops.forEach((to, times) -> times.spread().ifPresent(spread -> parts.add(new Hop(to, spread))));
        return new Figures(
                group,
                environment,
                deployments,
                days > 0 ? deployments / days : 0,
                leadTimes.spread(),
                parts,
                attempts,
                failures,
                recoveries.spread(),
                unrecovered);
    }
}
