package dev.gitops.audit.metrics;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The four DORA metrics from records alone, by the definitions of {@code docs/metrics.md}. The same records give the same figures, in whatever order and from whatever store they come.
 */
public final class DeliveryMetrics {

    /** The version of the definitions; figures of different versions are not comparable. */
    public static final int DEFINITIONS = 1;

    private static final Comparator<Deployment> BY_TIME =
            Comparator.comparing(Deployment::ended).thenComparing(Deployment::id);

    private final TreeMap<String, TreeMap<String, List<Deployment>>> deployments = new TreeMap<>();
    private final Set<String> rollbackCommits = new HashSet<>();
    private final Map<String, Instant> sourceTimes = new HashMap<>();

    /** Metrics without records yet. */
    public DeliveryMetrics() {}

    /**
     * Reads all records of a store.
     *
     * @param store the store
     * @return the metrics, ready to be asked
     */
    public static DeliveryMetrics of(AuditStore store) {
        DeliveryMetrics metrics = new DeliveryMetrics();
        store.read(0, (index, json) -> {
            metrics.add(RecordJson.read(json));
            return true;
        });
        return metrics;
    }

    /**
     * Takes records.
     *
     * @param records the records, in any order
     * @return the metrics, ready to be asked
     */
    public static DeliveryMetrics of(Iterable<DeploymentRecord> records) {
        DeliveryMetrics metrics = new DeliveryMetrics();
        records.forEach(metrics::add);
        return metrics;
    }

    /**
     * Takes a record.
     *
     * @param record the record, in any order
     */
    public void add(DeploymentRecord record) {
        if (record.operation() == Operation.ROLLBACK) {
            record.commit().ifPresent(rollbackCommits::add);
        }
        record.sourceTime()
                .ifPresent(time -> record.sourceCommits()
                        .forEach(commit -> sourceTimes.merge(commit, time, (a, b) -> a.isBefore(b) ? a : b)));
        if (Deployment.isDeployment(record)) {
            deployments
                    .computeIfAbsent(record.app(), app -> new TreeMap<>())
                    .computeIfAbsent(record.environment().value(), environment -> new ArrayList<>())
                    .add(Deployment.of(record));
        }
    }

    /**
     * The figures of each application and environment.
     *
     * @param from the beginning of the period
     * @param to its end, not included
     * @param apps which applications to take
     * @return the figures by application, then environment
     */
    public List<Figures> perApp(Instant from, Instant to, Predicate<String> apps) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        deployments.keySet().stream().filter(apps).forEach(app -> groups.put(app, List.of(app)));
        return figures(groups, from, to);
    }

    /**
     * The figures of each team and environment.
     *
     * @param from the beginning of the period
     * @param to its end, not included
     * @param teams the team of each application; applications without one are left out
     * @return the figures by team, then environment
     */
    public List<Figures> perTeam(Instant from, Instant to, Map<String, String> teams) {
        Map<String, List<String>> groups = new TreeMap<>();
        deployments.keySet().stream()
                .filter(teams::containsKey)
                .forEach(app -> groups.computeIfAbsent(teams.get(app), team -> new ArrayList<>())
                        .add(app));
        return figures(groups, from, to);
    }

    /**
     * The figures of each environment over some applications together.
     *
     * @param from the beginning of the period
     * @param to its end, not included
     * @param apps which applications to take
     * @return the figures by environment, the group being {@code all}
     */
    public List<Figures> overall(Instant from, Instant to, Predicate<String> apps) {
        return figures(Map.of("all", deployments.keySet().stream().filter(apps).toList()), from, to);
    }

    private List<Figures> figures(Map<String, List<String>> groups, Instant from, Instant to) {
        double days = Duration.between(from, to).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
        List<Figures> all = new ArrayList<>();
        groups.forEach((group, apps) -> {
            TreeMap<String, Collector> environments = new TreeMap<>();
            for (String app : apps) {
                AppHistory history = new AppHistory(sorted(app), rollbackCommits, sourceTimes);
                history.environments()
                        .forEach(environment -> history.collect(
                                environment,
                                from,
                                to,
                                environments.computeIfAbsent(environment, name -> new Collector())));
            }
            environments.forEach((environment, found) -> all.add(found.figures(group, environment, days)));
        });
        return all;
    }

    private Map<String, List<Deployment>> sorted(String app) {
        Map<String, List<Deployment>> byEnvironment = deployments.getOrDefault(app, new TreeMap<>());
        byEnvironment.values().forEach(list -> list.sort(BY_TIME));
        return byEnvironment;
    }
}
