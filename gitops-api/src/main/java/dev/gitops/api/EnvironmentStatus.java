package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an environment of an application is.
 *
 * @param app the application
 * @param environment the environment
 * @param images the release that Git has
 * @param commit the full id of the commit that decided it; empty where Git has nothing for it
 * @param deployedAt when it was last deployed; null where it never was
 * @param verified whether what Git has is what was last verified
 * @param health how the last deployment found it; null where nobody looked
 * @param held why automation is stopped; null where it is not
 * @param frozen why it may not change now; null where it may
 * @param pending the URL, or without a forge the branch, of the open change request; null where there is none
 * @param problem why the release that Git has cannot be told; null where it can
 * @param waiting why what an environment before it has verified may not be promoted into it yet; null where it may, or where that is not a question of time
 */
public record EnvironmentStatus(
        String app,
        EnvironmentName environment,
        List<ReleasedImage> images,
        String commit,
        @Nullable Instant deployedAt,
        boolean verified,
        @Nullable String health,
        @Nullable String held,
        @Nullable String frozen,
        @Nullable String pending,
        @Nullable String problem,
        @Nullable String waiting) {

    /** Copies the images. */
    public EnvironmentStatus {
        images = List.copyOf(images);
    }
}
