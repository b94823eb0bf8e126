package dev.gitops.cluster.client;

import dev.gitops.api.GitOpsException;
import java.util.List;
import java.util.TreeSet;

/** The credentials lack rights on the cluster. It carries every right that was found missing, not only the first. */
public final class AccessDeniedException extends GitOpsException {

    private final List<String> refusals;

    /**
     * Rights that are missing.
     *
     * @param cluster the cluster's name in the inventory
     * @param refusals the server's own sentences
     */
    public AccessDeniedException(String cluster, List<String> refusals) {
        super(
                "cluster " + cluster + " denies access; nothing was written:\n  "
                        + String.join("\n  ", new TreeSet<>(refusals))
                        + "\n`gitops init rbac ENV` writes the Roles that a deployment needs",
                null);
        this.refusals = List.copyOf(new TreeSet<>(refusals));
    }

    /** {@return the server's own sentences, each once} */
    public List<String> refusals() {
        return refusals;
    }
}
