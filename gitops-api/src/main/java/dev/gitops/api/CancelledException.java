package dev.gitops.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited: for a lock, a host, a merge, a cluster. The interrupt's mark stays set, nothing is half done, and nothing is tried again: {@link #retryable()} is false.
 * What a host had already taken when the interrupt came stays, and the same call made anew finds it.
 */
public final class CancelledException extends GitOpsException {

    private final String what;

    /**
     * An interrupted wait.
     *
     * @param what what was waited for, as in {@code "waiting for the change request 41 to be merged"}
     * @param cause the interrupt, where there was an exception; null for none
     */
    public CancelledException(String what, @Nullable Throwable cause) {
        super(Objects.requireNonNull(what, "what") + " was interrupted; call it again to go on", cause);
        this.what = what;
    }

    /** {@return what was waited for} */
    public String what() {
        return what;
    }

    /**
     * An interrupted wait, with the thread's mark set again.
     *
     * @param what what was waited for
     * @param cause the interrupt
     * @return the exception to throw
     */
    public static CancelledException of(String what, Throwable cause) {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(cause, "cause");
        Thread.currentThread().interrupt();
        return new CancelledException(what, cause);
    }
}
