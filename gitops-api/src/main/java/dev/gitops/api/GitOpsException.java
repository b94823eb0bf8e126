package dev.gitops.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error this SDK reports. Its message says what was tried, on what, why it failed and what to do; it never holds a secret.
 *
 * <p>Expected ends of an operation (superseded, refused by policy, unhealthy) are outcomes, not exceptions.
 */
public abstract class GitOpsException extends RuntimeException {

    /**
     * An error with its cause.
     *
     * @param message what was tried, on what, why it failed, what to do
     * @param cause what the failing library threw, or null
     */
    protected GitOpsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the same call may succeed later without anyone changing anything.
     *
     * @return true for overload, time-outs and lost connections
     */
    public boolean retryable() {
        return false;
    }
}
