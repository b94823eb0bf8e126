package dev.gitops.kustomize.config;

import java.util.List;

/** The order of kinds in which kustomize prints: what others need first, webhooks last. */
public final class KindOrder {

    /** The kinds that come first. */
    public static final List<String> FIRST = List.of(
            "Namespace",
            "ResourceQuota",
            "StorageClass",
            "CustomResourceDefinition",
            "ServiceAccount",
            "PodSecurityPolicy",
            "Role",
            "ClusterRole",
            "RoleBinding",
            "ClusterRoleBinding",
            "ConfigMap",
            "Secret",
            "Endpoints",
            "Service",
            "LimitRange",
            "PriorityClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget");

    /** The kinds that come last. */
    public static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private KindOrder() {}

    static int rank(String kind) {
        int first = FIRST.indexOf(kind);
        if (first >= 0) {
            return first - FIRST.size();
        }
        return 1 + LAST.indexOf(kind);
    }
}
