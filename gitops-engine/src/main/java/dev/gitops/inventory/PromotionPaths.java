package dev.gitops.inventory;

import dev.gitops.api.EnvironmentName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From which environments a release may come: a graph without cycles. */
final class PromotionPaths {

    private final Map<String, List<String>> sources;
    private final Set<String> done = new HashSet<>();
    private final List<String> trail = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();

    private PromotionPaths(Map<String, List<String>> sources) {
        this.sources = sources;
    }

    /**
     * Finds cycles.
     *
     * @param sources by environment, where its releases come from
     * @return the cycles in the direction of promotion, each ending with its first environment; where one is mended others may show
     */
    static List<List<String>> cycles(Map<String, List<String>> sources) {
        PromotionPaths paths = new PromotionPaths(sources);
        for (String environment : sources.keySet()) {
            paths.visit(environment);
        }
        return paths.cycles;
    }

    private void visit(String environment) {
        int seen = trail.indexOf(environment);
        if (seen >= 0) {
            List<String> cycle = new ArrayList<>();
            cycle.add(environment);
            for (int i = trail.size() - 1; i >= seen; i--) {
                cycle.add(trail.get(i));
            }
            cycles.add(cycle);
            return;
        }
        if (!done.add(environment)) {
            return;
        }
        trail.add(environment);
        for (String source : sources.getOrDefault(environment, List.of())) {
            visit(source);
        }
        trail.remove(trail.size() - 1);
    }

    /**
     * Where releases of an application come from that does not have every environment: the nearest of its own on each path.
     *
     * @param environment one of the application's
     * @param own the application's environments
     * @param sources by environment, where its releases come from; without cycles
     * @return the application's environments that come before it; empty where releases enter there
     */
    static List<String> within(String environment, Set<String> own, Map<String, List<String>> sources) {
        return List.copyOf(within(environment, own, sources, Map.of()).keySet());
    }

    /**
     * The same, with the time a release must have been verified there: the longest that is asked for on the way, so that leaving out an environment leaves out no waiting.
     *
     * @param soaks by environment, how long a release must have been verified in those it comes from
     * @return by the application's environments that come before it, how long; zero for no time
     */
    static Map<String, Duration> within(
            String environment,
            Set<String> own,
            Map<String, List<String>> sources,
            Map<String, Map<EnvironmentName, Duration>> soaks) {
        Map<String, Duration> found = new LinkedHashMap<>();
        new Way(own, sources, soaks, found, new HashMap<>()).collect(environment, Duration.ZERO);
        return found;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private record Way(
            Set<String> own,
            Map<String, List<String>> sources,
            Map<String, Map<EnvironmentName, Duration>> soaks,
            Map<String, Duration> found,
            Map<String, Duration> passed) {

        void collect(String environment, Duration asked) {
            for (String source : sources.getOrDefault(environment, List.of())) {
                Duration soak = longer(
                        asked,
                        soaks.getOrDefault(environment, Map.of())
                                .getOrDefault(EnvironmentName.of(source), Duration.ZERO));
                if (own.contains(source)) {
                    found.merge(source, soak, PromotionPaths::longer);
                } else if (!passed.containsKey(source) || passed.get(source).compareTo(soak) < 0) {
                    passed.put(source, soak);
                    collect(source, soak);
                }
            }
        }
    }

    /** {@return as in {@code dev -> staging -> dev}} */
    static String inWords(List<String> cycle) {
        return String.join(" -> ", cycle);
    }
}
