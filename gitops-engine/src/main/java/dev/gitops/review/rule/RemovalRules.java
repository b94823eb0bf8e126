package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Objects that go, and the data that goes with them. An environment that goes as a whole deletes nothing: nobody deploys it any more. */
final class RemovalRules {

    private RemovalRules() {}

    static void look(RenderedPlace place, List<ObjectPair> changed, Findings findings) {
        for (ObjectPair pair : changed) {
            if (pair.isHook()) {
                continue;
            }
            if (pair.stays()) {
                shrunk(place, pair, findings);
            } else if (pair.after() == null && place.after().isPresent() && !isKept(pair.old())) {
                removed(place, pair, changed, findings);
            }
        }
    }

    /** Helm's word for what is to outlive its chart; deliveries heed it. */
    private static boolean isKept(Content object) {
        return object.at("metadata", "annotations", "helm.sh/resource-policy")
                .text("")
                .equals("keep");
    }

    private static void removed(RenderedPlace place, ObjectPair pair, List<ObjectPair> changed, Findings findings) {
        Optional<ObjectPair> elsewhere = changed.stream()
                .filter(other -> other.before() == null && other.groupKind().equals(pair.groupKind()))
                .filter(other -> other.either().name().equals(pair.either().name()))
                .findFirst();
        switch (pair.groupKind()) {
            case "PersistentVolumeClaim" ->
                findings.add(
                        FindingKind.CLAIM_REMOVED,
                        place,
                        pair,
                        "the volume claim is deleted, and with it what is stored, unless its class retains volumes");
            case "Namespace" ->
                findings.add(
                        FindingKind.NAMESPACE_REMOVED, place, pair, "the namespace is deleted, with everything in it");
            case "apiextensions.k8s.io/CustomResourceDefinition" ->
                findings.add(
                        FindingKind.DEFINITION_REMOVED,
                        place,
                        pair,
                        "the definition is deleted, and with it every object of its kind");
            case "networking.k8s.io/NetworkPolicy" -> policy(place, pair, changed, findings);
            default -> {
                if (elsewhere.isPresent()) {
                    findings.add(
                            FindingKind.MOVED,
                            place,
                            pair,
                            "it moves to namespace " + elsewhere.get().namespace());
                } else {
                    findings.add(FindingKind.PRUNE, place, pair, "it is deleted in the cluster");
                }
                claims(place, pair, findings);
            }
        }
    }

    /** A policy under another name that says the same takes over. */
    private static void policy(RenderedPlace place, ObjectPair pair, List<ObjectPair> changed, Findings findings) {
        boolean renamed = changed.stream()
                .filter(other -> other.before() == null && other.groupKind().equals(pair.groupKind()))
                .anyMatch(other -> other.now().at("spec").isSame(pair.old().at("spec")));
        if (renamed) {
            findings.add(FindingKind.PRUNE, place, pair, "it is deleted in the cluster; another policy says the same");
        } else {
            findings.add(
                    FindingKind.NETWORK_POLICY_REMOVED,
                    place,
                    pair,
                    "the policy is deleted: what it kept away from pods may reach them");
        }
    }

    /** The claims of a set outlive it, unless it says otherwise. */
    private static void claims(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (pair.groupKind().equals("apps/StatefulSet")
                && !pair.old().at("spec", "volumeClaimTemplates").isEmpty()
                && retention(pair.old(), "whenDeleted")) {
            findings.add(
                    FindingKind.CLAIM_REMOVED,
                    place,
                    pair,
                    "with the set its volume claims are deleted, for it says whenDeleted: Delete");
        }
    }

    private static void shrunk(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (pair.groupKind().equals("PersistentVolumeClaim")) {
            Optional<BigDecimal> before = size(pair.old());
            Optional<BigDecimal> after = size(pair.now());
            if (before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0) {
                findings.add(
                        FindingKind.CLAIM_SHRUNK,
                        place,
                        pair,
                        "the volume claim asks for less than before, which the API server refuses: "
                                + requested(pair.old()) + " → " + requested(pair.now()));
            }
        }
        if (pair.groupKind().equals("apps/StatefulSet")
                && !pair.old().at("spec", "volumeClaimTemplates").isEmpty()
                && retention(pair.now(), "whenScaled")
                && Workloads.replicas(pair.now()).orElse(1L)
                        < Workloads.replicas(pair.old()).orElse(1L)) {
            findings.add(
                    FindingKind.CLAIM_REMOVED,
                    place,
                    pair,
                    "the volume claims of the pods that go are deleted, for it says whenScaled: Delete");
        }
    }

    private static boolean retention(Content set, String when) {
        return set.at("spec", "persistentVolumeClaimRetentionPolicy", when)
                .text("")
                .equals("Delete");
    }

    private static Optional<BigDecimal> size(Content claim) {
        return Quantity.of(requested(claim));
    }

    private static String requested(Content claim) {
        return claim.at("spec", "resources", "requests", "storage").text("");
    }
}
