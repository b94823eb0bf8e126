package dev.gitops.api;

import java.util.Objects;

/** A provider on the class path cannot be loaded: it is of another version, or lacks what it needs. The message names it. */
public final class BrokenProviderException extends GitOpsException {

    /**
     * A provider that cannot be loaded.
     *
     * @param role the port it says it serves, as in {@code DeliveryProvider}
     * @param cause what the loader or the provider said
     */
    public BrokenProviderException(String role, Throwable cause) {
        super(
                "a " + Objects.requireNonNull(role, "role") + " on the class path cannot be loaded: "
                        + Objects.requireNonNull(cause, "cause").getMessage()
                        + "; bring it to the version of this SDK, or take its jar away",
                cause);
    }
}
