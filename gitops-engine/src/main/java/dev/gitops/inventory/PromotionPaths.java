package dev.gitops.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
        Set<String> found = new LinkedHashSet<>();
        collect(environment, own, sources, found, new HashSet<>());
        return List.copyOf(found);
    }

    private static void collect(
            String environment,
            Set<String> own,
            Map<String, List<String>> sources,
            Set<String> found,
            Set<String> passed) {
        for (String source : sources.getOrDefault(environment, List.of())) {
            if (own.contains(source)) {
                found.add(source);
            } else if (passed.add(source)) {
                collect(source, own, sources, found, passed);
            }
        }
    }

    /** {@return as in {@code dev -> staging -> dev}} */
    static String inWords(List<String> cycle) {
        return String.join(" -> ", cycle);
    }
}
