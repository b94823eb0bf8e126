package dev.gitops.record;

import dev.gitops.api.GitOpsException;
import org.jspecify.annotations.Nullable;

/** A store of records could not be read or written. */
public class RecordStoreException extends GitOpsException {

    private final boolean retryable;

    /**
     * A failure of a store.
     *
     * @param message what was tried, on what, why it failed, what to do
     * @param cause what the failing library threw, or null
     * @param retryable whether the same call may succeed later
     */
    public RecordStoreException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
