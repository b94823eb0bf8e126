package dev.gitops.k8s.hook;

import dev.gitops.cluster.object.ObjectKey;
import java.util.Comparator;
import java.util.List;

/**
 * The hooks of an application's environment.
 *
 * @param all every hook, in Git's order
 */
public record Hooks(List<Hook> all) {

    /** The order in which Helm installs kinds; kinds that it does not know come last, by name. */
    private static final List<String> KINDS = List.of(
            "PriorityClass",
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration");

    private static final Comparator<Hook> ORDER = Comparator.comparingInt(Hook::weight)
            .thenComparingInt(hook -> rank(hook.key().kind()))
            .thenComparing(hook -> hook.key().kind())
            .thenComparing(hook -> hook.key().name());

    /** Copies the list. */
    public Hooks {
        all = List.copyOf(all);
    }

    /**
     * The hooks of an event.
     *
     * @param event the event
     * @return the hooks in the order in which they run: by weight, then kind, then name
     */
    public List<Hook> at(Event event) {
        return all.stream()
                .filter(hook -> hook.events().contains(event))
                .sorted(ORDER)
                .toList();
    }

    /**
     * Whether an object is a hook.
     *
     * @param key which object
     * @return true for each hook, whenever it runs
     */
    public boolean contain(ObjectKey key) {
        return all.stream().anyMatch(hook -> hook.key().equals(key));
    }

    /** {@return what a person should know: hooks that never run, as Helm 3 does not know their event} */
    public List<String> notices() {
        return all.stream()
                .filter(hook -> hook.events().isEmpty())
                .map(hook -> hook.key() + " is left out, as by Helm: its helm.sh/hook names an unknown event")
                .toList();
    }

    private static int rank(String kind) {
        int rank = KINDS.indexOf(kind);
        return rank < 0 ? KINDS.size() : rank;
    }
}
