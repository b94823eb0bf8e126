package dev.gitops.audit.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deployments of one application, and what they mean. */
final class AppHistory {

    private final Map<String, List<Deployment>> deployments;
    private final SourceCommits sources;
    private final Map<String, boolean[]> rollbacks = new HashMap<>();
    private final Map<Integer, Map<String, Instant>> firstVerified = new HashMap<>();

    /** The deployments of each environment by time. */
    AppHistory(Map<String, List<Deployment>> deployments, Set<Long> rollbackCommits, SourceCommits sources) {
        this.deployments = deployments;
        this.sources = sources;
        deployments.forEach((environment, list) -> rollbacks.put(environment, rollbacks(list, rollbackCommits)));
        deployments.forEach((environment, list) -> list.stream()
                .filter(Deployment::verified)
                .forEach(deployment -> deployment
                        .sourceCommits()
                        .forEach(commit -> firstVerified
                                .computeIfAbsent(commit, key -> new HashMap<>())
                                .putIfAbsent(environment, deployment.ended()))));
    }

    Set<String> environments() {
        return deployments.keySet();
    }

    void collect(String environment, Period period, Collector into) {
        List<Deployment> list = deployments.getOrDefault(environment, List.of());
        boolean[] isRollback = rollbacks.getOrDefault(environment, new boolean[0]);
        for (int i = 0; i < list.size(); i++) {
            Deployment deployment = list.get(i);
            if (!deployment.ended().isBefore(period.to())) {
                return;
            }
            boolean rolledBack = i + 1 < list.size()
                    && isRollback[i + 1]
                    && list.get(i + 1).ended().isBefore(period.to());
            boolean bakeFailed = i + 1 < list.size()
                    && list.get(i + 1).bakeFailed()
                    && list.get(i + 1).ended().isBefore(period.to());
            boolean failed = !deployment.verified() || rolledBack || bakeFailed;
            if (period.has(deployment.ended()) && !isRollback[i] && !deployment.bakeFailed()) {
                into.attempted(failed);
                if (deployment.verified()) {
                    into.deployed();
                    leadTimes(environment, deployment, into);
                }
            }
            if (failed && !bakeFailed) {
                recovery(list, i, period, into);
            }
        }
    }

    /**
     * Which deployments are rollbacks: those of a commit that a rollback made, and those that bring exactly the images of an earlier verified deployment which are not the present ones.
     */
    private static boolean[] rollbacks(List<Deployment> list, Set<Long> rollbackCommits) {
        boolean[] rollbacks = new boolean[list.size()];
        Set<Long> earlier = new HashSet<>();
        long nothing = Fingerprints.of("");
        long present = nothing;
        for (int i = 0; i < list.size(); i++) {
            Deployment deployment = list.get(i);
            long release = deployment.release();
            boolean back = release != nothing && release != present && earlier.contains(release);
            rollbacks[i] = back || rollbackCommits.contains(deployment.commit());
            if (deployment.verified()) {
                earlier.add(release);
                present = release;
            }
        }
        return rollbacks;
    }

    /** A row of failed deployments counts as one failure, from its first. A recovery belongs to the period in which it ended, a failure that is still open to that in which it began. */
    private static void recovery(List<Deployment> list, int index, Period period, Collector into) {
        Deployment failure = list.get(index);
        if (!failure.verified() && index > 0 && !list.get(index - 1).verified()) {
            return;
        }
        Optional<Instant> recovered = list.subList(index + 1, list.size()).stream()
                .filter(Deployment::verified)
                .findFirst()
                .map(Deployment::ended);
        if (recovered.filter(time -> time.isBefore(period.to())).isPresent()) {
            recovered.filter(period::has).ifPresent(time -> into.recovered(Duration.between(failure.ended(), time)));
        } else if (period.has(failure.ended())) {
            into.notRecovered();
        }
    }

    /** Each source commit counts once in an environment: when it is first verified there. */
    private void leadTimes(String environment, Deployment deployment, Collector into) {
        for (int commit : deployment.sourceCommits()) {
            Map<String, Instant> verified = firstVerified.getOrDefault(commit, Map.of());
            Instant made = sources.made(commit).orElse(null);
            if (made == null
                    || !deployment.ended().equals(verified.get(environment))
                    || made.isAfter(deployment.ended())) {
                continue;
            }
            into.leadTime(Duration.between(made, deployment.ended()));
            Instant before = made;
            List<Map.Entry<String, Instant>> stops = new ArrayList<>(verified.entrySet());
            stops.sort(Map.Entry.<String, Instant>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
            for (Map.Entry<String, Instant> stop : stops) {
                if (!stop.getValue().isAfter(deployment.ended())
                        && !stop.getValue().isBefore(before)) {
                    into.hop(stop.getKey(), Duration.between(before, stop.getValue()));
                    before = stop.getValue();
                }
            }
        }
    }
}
