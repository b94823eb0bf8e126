package dev.gitops.cluster.client;

import dev.gitops.api.GitOpsException;

/** The server does not know who asks: the credentials are none, expired, or another cluster's. No Role helps. */
public final class UnknownCallerException extends GitOpsException {

    /**
     * Credentials that the server does not take.
     *
     * @param cluster the cluster's name in the inventory
     * @param what what was asked
     * @param said the server's own words
     * @param who what the credentials are, as in {@code the token of GITOPS_CLUSTER_TOKEN}
     */
    UnknownCallerException(String cluster, String what, String said, String who) {
        super(
                "cluster " + cluster + " does not know who asks: " + what + " was answered 401 (" + said + "); " + who
                        + " may be expired, or another cluster's: renew it",
                null);
    }
}
