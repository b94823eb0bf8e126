package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kinds that run pods, and the parts of their templates. */
final class Workloads {

    private static final List<String> LISTS = List.of("containers", "initContainers");

    private Workloads() {}

    /** The template of the pods of an object; nothing where its kind has none. */
    static Content template(ObjectPair pair, Content object) {
        return switch (pair.groupKind()) {
            case "apps/Deployment",
                    "apps/StatefulSet",
                    "apps/DaemonSet",
                    "apps/ReplicaSet",
                    "batch/Job",
                    "ReplicationController",
                    "argoproj.io/Rollout" -> object.at("spec", "template");
            case "batch/CronJob" -> object.at("spec", "jobTemplate", "spec", "template");
            case "Pod" -> object;
            default -> new Content(null);
        };
    }

    /** What is written of pods; nothing where the kind has none. */
    static Content pod(ObjectPair pair, Content object) {
        return template(pair, object).at("spec");
    }

    static List<Content> containers(Content pod) {
        List<Content> containers = new ArrayList<>();
        LISTS.forEach(list -> containers.addAll(pod.at(list).items()));
        return containers;
    }

    static String name(Content container) {
        return container.at("name").text("without name");
    }

    /** How many pods are wanted; empty where the object does not say. */
    static Optional<Long> replicas(Content object) {
        return object.at("spec", "replicas").number();
    }
}
