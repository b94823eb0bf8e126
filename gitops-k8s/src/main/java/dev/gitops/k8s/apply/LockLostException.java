package dev.gitops.k8s.apply;

import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;

/** The lock is somebody else's now, so that nothing more may be written. */
final class LockLostException extends GitOpsException {

    private final transient DeploymentFailure failure;

    LockLostException(Lock lock) {
        super(lock.lost().message(), null);
        this.failure = lock.lost();
    }

    DeploymentFailure failure() {
        return failure;
    }
}
