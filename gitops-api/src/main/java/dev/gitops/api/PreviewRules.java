package dev.gitops.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which previews of change requests an application has.
 *
 * @param from the environment whose place and rules they have
 * @param ttl how long one stays after its last build
 * @param limit how many there may be at once
 * @param overlay the folder of manifests that they are made of; empty for those of {@code from}
 */
public record PreviewRules(EnvironmentName from, Duration ttl, int limit, Optional<String> overlay) {

    /** Refuses null. */
    public PreviewRules {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(overlay, "overlay");
    }
}
