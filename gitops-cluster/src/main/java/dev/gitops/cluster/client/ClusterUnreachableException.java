package dev.gitops.cluster.client;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** The cluster did not answer, or only with overload, for as long as we tried. */
public final class ClusterUnreachableException extends GitOpsException {

    private final String cluster;

    ClusterUnreachableException(String cluster, String what, String why, @Nullable Throwable cause) {
        super(
                "cluster " + cluster + ": " + what + " got no usable answer: " + why
                        + "; check that the API server is up and that this machine reaches it",
                cause);
        this.cluster = cluster;
    }

    /** {@return the cluster's name in the inventory} */
    public String cluster() {
        return cluster;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
