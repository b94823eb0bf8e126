package dev.gitops.k8s.apply;

import dev.gitops.api.GitOpsException;

/** A newer commit is or was delivered while this deployment waited for its turn. Nothing was written. */
final class OvertakenException extends GitOpsException {

    OvertakenException(String commit, String holder) {
        super(
                "overtaken by commit " + commit + ", which is newer and "
                        + (holder.isEmpty() ? "was deployed meanwhile" : "is being deployed by " + holder)
                        + "; nothing was written",
                null);
    }
}
