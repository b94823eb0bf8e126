package dev.gitops.k8s.apply;

import dev.gitops.api.GitOpsException;

/** Another deployment of the same application held its Lease for as long as we could wait. Nothing was written. */
public final class DeploymentLockedException extends GitOpsException {

    private final String holder;

    DeploymentLockedException(String lease, String holder) {
        super(
                "another deployment holds the Lease " + lease + ": " + holder
                        + "; wait until it ends, or delete the Lease if nobody deploys any more",
                null);
        this.holder = holder;
    }

    /** {@return who holds the Lease} */
    public String holder() {
        return holder;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
