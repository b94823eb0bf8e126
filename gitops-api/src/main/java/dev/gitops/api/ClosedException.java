package dev.gitops.api;

/** The door was closed, and is asked all the same. */
public final class ClosedException extends GitOpsException {

    /** A call after {@link GitOps#close()}. */
    public ClosedException() {
        super("this GitOps is closed; open another with GitOps.open, and close it when all work is done", null);
    }
}
