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
    private final Set<String> rollbackCommits;
    private final Map<String, Instant> sourceTimes;
    private final Map<String, Map<String, Instant>> firstVerified = new HashMap<>();

    /** The deployments of each environment by time. */
    AppHistory(
            Map<String, List<Deployment>> deployments, Set<String> rollbackCommits, Map<String, Instant> sourceTimes) {
        this.deployments = deployments;
        this.rollbackCommits = rollbackCommits;
        this.sourceTimes = sourceTimes;
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

    void collect(String environment, Instant from, Instant to, Collector into) {
        List<Deployment> list = deployments.getOrDefault(environment, List.of());
        boolean[] rollbacks = rollbacks(list);
        for (int i = 0; i < list.size(); i++) {
            Deployment deployment = list.get(i);
            boolean rolledBack = i + 1 < list.size()
                    && rollbacks[i + 1]
                    && list.get(i + 1).ended().isBefore(to);
            boolean failed = !deployment.verified() || rolledBack;
            boolean inside =
                    !deployment.ended().isBefore(from) && deployment.ended().isBefore(to);
            if (inside && !rollbacks[i]) {
                into.attempted(failed);
                if (deployment.verified()) {
                    into.deployed();
                    leadTimes(environment, deployment, into);
                }
            }
            if (failed) {
                recovery(list, i, from, to, into);
            }
        }
    }

    /**
     * Which deployments are rollbacks: those of a commit that a rollback made, and those that bring exactly the images of an earlier verified deployment which are not the present ones.
     */
    private boolean[] rollbacks(List<Deployment> list) {
        boolean[] rollbacks = new boolean[list.size()];
        Set<String> earlier = new HashSet<>();
        String present = "";
        for (int i = 0; i < list.size(); i++) {
            Deployment deployment = list.get(i);
            String images = deployment.images();
            boolean back = !images.isEmpty() && !images.equals(present) && earlier.contains(images);
            rollbacks[i] = back || rollbackCommits.contains(deployment.commit());
            if (deployment.verified()) {
                earlier.add(images);
                present = images;
            }
        }
        return rollbacks;
    }

    /** A row of failed deployments counts as one failure, from its first. A recovery belongs to the period in which it ended, a failure that is still open to that in which it began. */
    private static void recovery(List<Deployment> list, int index, Instant from, Instant to, Collector into) {
        Deployment failure = list.get(index);
        if (!failure.verified() && index > 0 && !list.get(index - 1).verified()) {
            return;
        }
        Optional<Instant> recovered = list.subList(index + 1, list.size()).stream()
                .filter(Deployment::verified)
                .findFirst()
                .map(Deployment::ended);
        if (recovered.filter(time -> time.isBefore(to)).isPresent()) {
            recovered
                    .filter(time -> !time.isBefore(from))
                    .ifPresent(time -> into.recovered(Duration.between(failure.ended(), time)));
        } else if (!failure.ended().isBefore(from) && failure.ended().isBefore(to)) {
            into.notRecovered();
        }
    }

    /** Each source commit counts once in an environment: when it is first verified there. */
    private void leadTimes(String environment, Deployment deployment, Collector into) {
        for (String commit : deployment.sourceCommits()) {
            Map<String, Instant> verified = firstVerified.getOrDefault(commit, Map.of());
            Instant made = sourceTimes.get(commit);
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
