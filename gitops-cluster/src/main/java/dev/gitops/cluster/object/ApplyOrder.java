package dev.gitops.cluster.object;

import java.util.List;
import java.util.Set;

/** The order in which kinds can be applied: what others live in, are checked against or refer to comes first. Objects of one wave do not need each other and are applied at once. */
public final class ApplyOrder {

    /** The wave of namespaces. */
    public static final int NAMESPACES = 0;

    /** The wave of definitions of kinds; the next begins once they are established. */
    public static final int DEFINITIONS = 1;

    private static final int OTHERS = 6;

    private static final List<Set<String>> WAVES = List.of(
            Set.of("Namespace"),
            Set.of("CustomResourceDefinition"),
            Set.of(
                    "PriorityClass",
                    "StorageClass",
                    "IngressClass",
                    "RuntimeClass",
                    "ResourceQuota",
                    "LimitRange",
                    "ServiceAccount",
                    "Role",
                    "ClusterRole",
                    "NetworkPolicy"),
            Set.of(
                    "Secret",
                    "ConfigMap",
                    "PersistentVolume",
                    "PersistentVolumeClaim",
                    "RoleBinding",
                    "ClusterRoleBinding",
                    "PodDisruptionBudget"),
            Set.of("Service"),
            Set.of(
                    "Pod",
                    "ReplicaSet",
                    "ReplicationController",
                    "Deployment",
                    "StatefulSet",
                    "DaemonSet",
                    "Job",
                    "CronJob"),
            // custom resources and whatever is not named here
            Set.of("HorizontalPodAutoscaler", "Ingress"),
            // these may refuse or reroute every later request, so their backends stand first
            Set.of(
                    "APIService",
                    "ValidatingWebhookConfiguration",
                    "MutatingWebhookConfiguration",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding"));

    private ApplyOrder() {}

    /** {@return how many waves there are} */
    public static int waves() {
        return WAVES.size();
    }

    /**
     * When a kind is applied.
     *
     * @param kind the kind
     * @return its wave, from 0
     */
    public static int wave(String kind) {
        for (int wave = 0; wave < WAVES.size(); wave++) {
            if (WAVES.get(wave).contains(kind)) {
                return wave;
            }
        }
        return OTHERS;
    }
}
