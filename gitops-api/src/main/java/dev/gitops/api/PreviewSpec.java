package dev.gitops.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an environment is a preview of.
 *
 * @param of the application
 * @param request the number of the change request to its source
 * @param from the environment it was made like
 * @param created when
 * @param updated when it got its newest build
 * @param address where it can be looked at; empty where nobody said
 */
public record PreviewSpec(
        String of, long request, EnvironmentName from, Instant created, Instant updated, Optional<String> address) {

    /** Refuses null. */
    public PreviewSpec {
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
        Objects.requireNonNull(address, "address");
    }
}
