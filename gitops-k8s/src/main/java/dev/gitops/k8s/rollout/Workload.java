package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which pods belong to a workload, and how to ask for them. */
final class Workload {

    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job");
    private static final Set<String> REVISIONED = Set.of("Deployment", "StatefulSet");
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private Workload() {}

    static boolean is(JsonNode object) {
        return KINDS.contains(object.path("kind").asText());
    }

    /**
     * The pods of the workload's present template; those of older ones may end as they like. Until its controller has seen the present one, what it says of revisions is of the one before, whose
     * broken pods may be what this very deployment mends.
     */
    static List<JsonNode> pods(JsonNode workload, Collection<JsonNode> replicaSets, Collection<JsonNode> pods) {
        if (REVISIONED.contains(workload.path("kind").asText()) && !observed(workload)) {
            return List.of();
        }
        String uid = Json.at(workload, "metadata", "uid").asText();
        return switch (workload.path("kind").asText()) {
            case "Deployment" -> {
                String revision = annotation(workload, REVISION);
                yield replicaSets.stream()
                        .filter(set ->
                                ownedBy(set, uid) && annotation(set, REVISION).equals(revision))
                        .map(set -> Json.at(set, "metadata", "uid").asText())
                        .flatMap(set -> pods.stream().filter(pod -> ownedBy(pod, set)))
                        .toList();
            }
            case "StatefulSet" -> {
                String update = Json.at(workload, "status", "updateRevision").asText();
                yield pods.stream()
                        .filter(pod -> ownedBy(pod, uid))
                        .filter(pod -> label(pod, "controller-revision-hash").equals(update))
                        .toList();
            }
            case "DaemonSet" -> {
                String generation = annotation(workload, "deprecated.daemonset.template.generation");
                yield pods.stream()
                        .filter(pod -> ownedBy(pod, uid))
                        .filter(pod -> generation.isEmpty()
                                || label(pod, "pod-template-generation").equals(generation))
                        .toList();
            }
            default -> pods.stream().filter(pod -> ownedBy(pod, uid)).toList();
        };
    }

    /**
     * A label selector that finds the pods of all the workloads: one key that they all select by, with the value of each. Empty where they have no key in common, so that all pods of the
     * namespace must be looked at.
     */
    static String selector(Collection<JsonNode> workloads) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (JsonNode workload : workloads) {
            Json.at(workload, "spec", "selector", "matchLabels")
                    .properties()
                    .forEach(label -> values.computeIfAbsent(label.getKey(), none -> new TreeSet<>())
                            .add(label.getValue().asText()));
        }
        return values.entrySet().stream()
                .filter(label -> workloads.stream()
                        .allMatch(workload -> Json.at(workload, "spec", "selector", "matchLabels")
                                .has(label.getKey())))
                // the key with the most values tells the workloads apart best
                .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.size(), b.size())))
                .filter(label -> String.join(",", label.getValue()).length() < 2_000)
                .map(label -> label.getKey() + " in (" + String.join(",", label.getValue()) + ")")
                .orElse("");
    }

    private static boolean observed(JsonNode workload) {
        return Json.at(workload, "status", "observedGeneration").asLong()
                >= Json.at(workload, "metadata", "generation").asLong();
    }

    private static boolean ownedBy(JsonNode object, String uid) {
        return Json.items(Json.at(object, "metadata", "ownerReferences")).stream()
                .anyMatch(owner -> Objects.equals(owner.path("uid").asText(), uid));
    }

    private static String annotation(JsonNode object, String name) {
        return Json.at(object, "metadata", "annotations", name).asText("");
    }

    private static String label(JsonNode object, String name) {
        return Json.at(object, "metadata", "labels", name).asText("");
    }
}
