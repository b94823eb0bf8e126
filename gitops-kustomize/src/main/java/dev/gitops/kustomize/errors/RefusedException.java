package dev.gitops.kustomize.errors;

/** Something kustomize can do and this build does not, on purpose: the network, other programs. The message names the way out. */
public final class RefusedException extends KustomizeException {

    /**
     * A refusal.
     *
     * @param message what is refused, where, and what to do instead
     */
    public RefusedException(String message) {
        super(message);
    }
}
