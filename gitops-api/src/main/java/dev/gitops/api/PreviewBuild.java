package dev.gitops.api;

import java.util.Objects;
import java.util.Optional;

/**
 * A build of a change request that is to be looked at.
 *
 * @param app the application
 * @param request the number of the change request to its source
 * @param release the images, and where they come from
 * @param address where the preview can be looked at, an http or https URL; empty keeps what was said before
 */
public record PreviewBuild(String app, long request, Release release, Optional<String> address) {

    /** Refuses null. */
    public PreviewBuild {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(address, "address");
    }
}
