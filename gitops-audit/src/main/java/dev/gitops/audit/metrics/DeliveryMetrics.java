package dev.gitops.audit.metrics;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordGlance;
import dev.gitops.spi.AuditStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The four DORA metrics from records alone, by the definitions of {@code docs/metrics.md}. The same records give the same figures, in whatever order and from whatever store they come. Of each
 * deployment less than a hundred bytes stay in memory.
 */
public final class DeliveryMetrics {

    /** The version of the definitions; figures of different versions are not comparable. */
    public static final int DEFINITIONS = 1;

    private final Map<String, Map<String, Deployments>> deployments = new HashMap<>();
    private final Set<Long> rollbackCommits = new HashSet<>();
    private final SourceCommits sourceCommits = new SourceCommits();

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
        ReadAhead<byte[], Fact> ahead = new ReadAhead<>(json -> Fact.of(RecordGlance.of(json)), record -> {
            metrics.add(record);
            return true;
        });
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
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
        records.forEach(record -> metrics.add(Fact.of(RecordGlance.of(record))));
        return metrics;
    }

    /**
     * Takes a record.
     *
     * @param fact what counts of it, in any order
     */
    public void add(Fact fact) {
        if (fact.kind() == Fact.Kind.ROLLBACK) {
            rollbackCommits.add(fact.commit());
        }
        if (!fact.isDeployment() && fact.sourceTime().isEmpty()) {
            return;
        }
        int[] sources = new int[fact.sourceCommits().size()];
        for (int i = 0; i < sources.length; i++) {
            int source = sourceCommits.of(fact.sourceCommits().get(i));
            fact.sourceTime().ifPresent(time -> sourceCommits.madeAt(source, time));
            sources[i] = source;
        }
        if (fact.isDeployment()) {
            deployments
                    .computeIfAbsent(fact.app(), app -> new HashMap<>())
                    .computeIfAbsent(fact.environment(), environment -> new Deployments())
                    .add(fact, sourceCommits.list(sources));
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
        apps().stream().filter(apps).forEach(app -> groups.put(app, List.of(app)));
        return figures(groups, new Period(from, to));
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
        apps().stream()
                .filter(teams::containsKey)
                .forEach(app -> groups.computeIfAbsent(teams.get(app), team -> new ArrayList<>())
                        .add(app));
        return figures(groups, new Period(from, to));
    }

    /**
     * The figures of each group of applications and environment.
     *
     * @param from the beginning of the period
     * @param to its end, not included
     * @param groups the group of an application; empty to leave it out
     * @return the figures by group, then environment
     */
    public List<Figures> grouped(Instant from, Instant to, Function<String, Optional<String>> groups) {
        Map<String, List<String>> named = new TreeMap<>();
        apps().forEach(app -> groups.apply(app)
                .ifPresent(group ->
                        named.computeIfAbsent(group, name -> new ArrayList<>()).add(app)));
        return figures(named, new Period(from, to));
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
        return overall(List.of(new Period(from, to)), apps).get(0);
    }

    /**
     * The figures of each environment over some applications together, in several periods; that costs little more than in one.
     *
     * @param periods the periods
     * @param apps which applications to take
     * @return for each period the figures by environment, the group being {@code all}
     */
    public List<List<Figures>> overall(List<Period> periods, Predicate<String> apps) {
        return figures("all", apps().stream().filter(apps).toList(), periods);
    }

    private List<Figures> figures(Map<String, List<String>> groups, Period period) {
        return groups.entrySet().parallelStream()
                .flatMap(group -> figures(group.getKey(), group.getValue(), List.of(period)).get(0).stream())
                .toList();
    }

    private List<String> apps() {
        return deployments.keySet().stream().sorted().toList();
    }

    private List<List<Figures>> figures(String group, List<String> apps, List<Period> periods) {
        List<Map<String, Collector>> collected = apps.parallelStream()
                .map(app -> collected(app, periods))
                .reduce(DeliveryMetrics::together)
                .orElseGet(() -> periods.stream()
                        .map(period -> Map.<String, Collector>of())
                        .toList());
        List<List<Figures>> all = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            double days = periods.get(i).days();
            List<Figures> figures = new ArrayList<>();
            collected.get(i).forEach((environment, found) -> figures.add(found.figures(group, environment, days)));
            all.add(figures);
        }
        return all;
    }

    /** What one application did, by period and environment. */
    private List<Map<String, Collector>> collected(String app, List<Period> periods) {
        AppHistory history = new AppHistory(sorted(app), rollbackCommits, sourceCommits);
        List<Map<String, Collector>> collected = new ArrayList<>();
        for (Period period : periods) {
            Map<String, Collector> environments = new TreeMap<>();
            for (String environment : history.environments()) {
                Collector collector = new Collector();
                history.collect(environment, period, collector);
                environments.put(environment, collector);
            }
            collected.add(environments);
        }
        return collected;
    }

    private static List<Map<String, Collector>> together(
            List<Map<String, Collector>> left, List<Map<String, Collector>> right) {
        for (int i = 0; i < left.size(); i++) {
            Map<String, Collector> into = left.get(i);
            right.get(i).forEach((environment, found) -> into.merge(environment, found, Collector::plus));
        }
        return left;
    }

    private Map<String, List<Deployment>> sorted(String app) {
        Map<String, List<Deployment>> sorted = new TreeMap<>();
        deployments
                .getOrDefault(app, Map.of())
                .forEach((environment, list) -> sorted.put(environment, list.sorted(sourceCommits)));
        return sorted;
    }
}
