package dev.gitops.api.model;

import org.jspecify.annotations.Nullable;

/**
 * How a cluster of the inventory is reached.
 *
 * @param name the cluster's name in the inventory
 * @param context the kubeconfig's context; null where another way is given
 * @param kubeconfig the kubeconfig's file, relative to the inventory; null takes the user's
 * @param server the API server's URL; null where another way is given
 * @param ca the file with the server's certificate authority, relative to the inventory; null takes the system's
 * @param inCluster whether the service account of the pod we run in is used
 */
public record ClusterSpec(
        String name,
        @Nullable String context,
        @Nullable String kubeconfig,
        @Nullable String server,
        @Nullable String ca,
        boolean inCluster) {

    /** The name that means the cluster we run in. */
    public static final String IN_CLUSTER = "in-cluster";

    /**
     * A cluster that the inventory names without describing it.
     *
     * @param name a kubeconfig context, or {@link #IN_CLUSTER}
     * @return how it is reached
     */
    public static ClusterSpec named(String name) {
        boolean inCluster = name.equals(IN_CLUSTER);
        return new ClusterSpec(name, inCluster ? null : name, null, null, null, inCluster);
    }
}
