package dev.gitops.spi;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a cluster. Exactly one of context, server and inCluster decides; with none the kubeconfig's current context is taken.
 *
 * @param name the cluster's name in the inventory, for messages
 * @param kubeconfig the kubeconfig; null takes the files that {@code KUBECONFIG} of {@code environment} names, else the user's own
 * @param context the context in the kubeconfig; null where another way is given
 * @param server the API server's URL; null where another way is given
 * @param ca the file with the server's certificate authority; null takes the system's
 * @param inCluster whether to use the service account of the pod we run in
 * @param environment the variables the connection may read ({@code KUBECONFIG}, {@code GITOPS_CLUSTER_TOKEN} for {@code server}), as settings give them
 */
public record ClusterAccess(
        String name,
        @Nullable Path kubeconfig,
        @Nullable String context,
        @Nullable String server,
        @Nullable Path ca,
        boolean inCluster,
        Map<String, String> environment) {

    /** Copies the variables. */
    public ClusterAccess {
        environment = Map.copyOf(environment);
    }

    /** Leaves the variables out, which hold secrets. */
    @Override
    public String toString() {
        return name;
    }
}
