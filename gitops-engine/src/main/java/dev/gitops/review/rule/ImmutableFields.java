package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields that the API server lets nobody change, so that the object would have to be made anew. */
final class ImmutableFields implements Rule {

    /** Fields that are fixed, by kind. */
    private static final Map<String, List<String>> FIXED = Map.ofEntries(
            Map.entry("apps/Deployment", List.of("spec.selector")),
            Map.entry("apps/DaemonSet", List.of("spec.selector")),
            Map.entry("apps/ReplicaSet", List.of("spec.selector")),
            Map.entry(
                    "batch/Job",
                    List.of(
                            "spec.template",
                            "spec.selector",
                            "spec.completionMode",
                            "spec.podFailurePolicy",
                            "spec.successPolicy",
                            "spec.backoffLimitPerIndex",
                            "spec.managedBy")),
            Map.entry("rbac.authorization.k8s.io/RoleBinding", List.of("roleRef")),
            Map.entry("rbac.authorization.k8s.io/ClusterRoleBinding", List.of("roleRef")),
            Map.entry(
                    "storage.k8s.io/StorageClass",
                    List.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")),
            Map.entry("scheduling.k8s.io/PriorityClass", List.of("value", "preemptionPolicy")),
            Map.entry("networking.k8s.io/IngressClass", List.of("spec.controller")),
            Map.entry("node.k8s.io/RuntimeClass", List.of("handler")),
            Map.entry(
                    "apiextensions.k8s.io/CustomResourceDefinition",
                    List.of("spec.group", "spec.scope", "spec.names.plural", "spec.names.kind")));

    /** Fields that may change, by kinds whose others are fixed. */
    private static final Map<String, List<String>> FREE = Map.of(
            "apps/StatefulSet",
            List.of(
                    "replicas",
                    "ordinals",
                    "template",
                    "updateStrategy",
                    "revisionHistoryLimit",
                    "persistentVolumeClaimRetentionPolicy",
                    "minReadySeconds"),
            "PersistentVolumeClaim",
            List.of("resources", "volumeAttributesClassName"),
            "PersistentVolume",
            List.of(
                    "capacity",
                    "accessModes",
                    "persistentVolumeReclaimPolicy",
                    "claimRef",
                    "storageClassName",
                    "mountOptions",
                    "volumeAttributesClassName"),
            "Pod",
            List.of(
                    "containers",
                    "initContainers",
                    "activeDeadlineSeconds",
                    "tolerations",
                    "terminationGracePeriodSeconds"));

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (!pair.stays() || pair.isHook()) {
            return;
        }
        Set<String> changed = new LinkedHashSet<>();
        for (String field : FIXED.getOrDefault(pair.groupKind(), List.of())) {
            String[] keys = field.split("\\.");
            if (!AsStored.isSame(pair.old().at(keys), pair.now().at(keys))) {
                changed.add(field);
            }
        }
        List<String> free = FREE.get(pair.groupKind());
        if (free != null) {
            changed.addAll(others(pair, free));
        }
        switch (pair.groupKind()) {
            case "batch/Job" -> completions(pair, changed);
            case "Service" -> service(pair, changed);
            case "ConfigMap", "Secret" -> immutable(pair, changed);
            case "Pod" -> containers(pair, changed);
            default -> {}
        }
        if (!changed.isEmpty()) {
            findings.add(
                    FindingKind.RECREATE,
                    place,
                    pair,
                    "the API server does not let anybody change " + String.join(", ", changed)
                            + (replaces(place, pair)
                                    ? ": the deployment deletes the object and makes it anew"
                                    : ": the deployment fails until the object is deleted and made anew"));
        }
    }

    /** Deliveries make anew what the inventory says they may. */
    private static boolean replaces(RenderedPlace place, ObjectPair pair) {
        List<String> kinds = place.environment().delivery().texts("replace");
        return kinds.contains(pair.either().kind()) || kinds.contains("*");
    }

    private static List<String> others(ObjectPair pair, List<String> free) {
        Set<String> keys = new LinkedHashSet<>(pair.old().at("spec").keys());
        keys.addAll(pair.now().at("spec").keys());
        List<String> changed = new ArrayList<>();
        for (String key : keys) {
            if (!free.contains(key) && !isSame(pair.old().at("spec"), pair.now().at("spec"), key)) {
                changed.add("spec." + key);
            }
        }
        return changed;
    }

    /** A field beside others, whose own default counts. */
    private static boolean isSame(Content before, Content after, String key) {
        return AsStored.isSame(only(before, key), only(after, key));
    }

    private static Content only(Content map, String key) {
        return AsStored.without(
                map, map.keys().stream().filter(other -> !other.equals(key)).toList());
    }

    /** An indexed job may be given more completions together with its parallelism. */
    private static void completions(ObjectPair pair, Set<String> changed) {
        Content now = pair.now().at("spec");
        boolean elastic = now.at("completionMode").text("").equals("Indexed")
                && now.at("completions").isThere()
                && now.at("completions").isSame(now.at("parallelism"));
        if (!elastic && !pair.old().at("spec", "completions").isSame(now.at("completions"))) {
            changed.add("spec.completions");
        }
    }

    /** An address that is not written stays what it is. */
    private static void service(ObjectPair pair, Set<String> changed) {
        boolean named = isExternalName(pair.old()) || isExternalName(pair.now());
        String after = pair.now().at("spec", "clusterIP").text("");
        if (!named
                && !after.isEmpty()
                && !after.equals(pair.old().at("spec", "clusterIP").text(""))) {
            changed.add("spec.clusterIP");
        }
        Content loadBalancer = pair.old().at("spec", "loadBalancerClass");
        if (loadBalancer.isThere()
                && pair.now().at("spec", "type").text("").equals("LoadBalancer")
                && !loadBalancer.isSame(pair.now().at("spec", "loadBalancerClass"))) {
            changed.add("spec.loadBalancerClass");
        }
    }

    private static boolean isExternalName(Content service) {
        return service.at("spec", "type").text("").equals("ExternalName");
    }

    private static void immutable(ObjectPair pair, Set<String> changed) {
        if (pair.groupKind().equals("Secret")
                && !pair.old()
                        .at("type")
                        .text("Opaque")
                        .equals(pair.now().at("type").text("Opaque"))) {
            changed.add("type");
        }
        boolean renamed = !pair.old().at("metadata", "name").isSame(pair.now().at("metadata", "name"));
        if (renamed || !pair.old().at("immutable").isTrue()) {
            return;
        }
        for (String field : List.of("immutable", "data", "binaryData", "stringData")) {
            if (!pair.old().at(field).isSame(pair.now().at(field))) {
                changed.add(field);
            }
        }
    }

    private static void containers(ObjectPair pair, Set<String> changed) {
        for (String list : List.of("containers", "initContainers")) {
            List<Content> before = withoutImages(pair.old().at("spec", list));
            List<Content> after = withoutImages(pair.now().at("spec", list));
            if (before.size() != after.size()) {
                changed.add("spec." + list);
                continue;
            }
            for (int i = 0; i < before.size(); i++) {
                if (!AsStored.isSame(before.get(i), after.get(i))) {
                    changed.add("spec." + list);
                }
            }
        }
    }

    private static List<Content> withoutImages(Content containers) {
        return containers.items().stream()
                .map(container -> AsStored.without(container, List.of("image")))
                .toList();
    }
}
