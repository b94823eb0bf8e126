package dev.gitops.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A preview that an inventory has.
 *
 * @param environment the environment's name
 * @param spec what it is a preview of
 * @param expires when it goes by age
 * @param ended why it is to go now; empty where it stays
 */
public record Preview(EnvironmentName environment, PreviewSpec spec, Instant expires, Optional<String> ended) {

    /** Refuses null. */
    public Preview {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(ended, "ended");
    }
}
