package dev.gitops.registry;

import dev.gitops.api.GitOpsException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A registry could not be asked, or did not answer the question. */
public final class RegistryException extends GitOpsException {

    private final String registry;
    private final int status;
    private final boolean retryable;

    RegistryException(String registry, int status, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.registry = registry;
        this.status = status;
        this.retryable = retryable;
    }

    static RegistryException refused(String registry, int status, String message) {
        return new RegistryException(registry, status, false, message, null);
    }

    /** {@return the registry's host, with its port} */
    public String registry() {
        return registry;
    }

    /** {@return the HTTP status of its last answer, where there was one} */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
