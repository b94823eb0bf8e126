package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state that an environment has had.
 *
 * @param commit the full id of the commit that made it
 * @param time when it was committed
 * @param operation what was done; null for commits that people made by hand
 * @param images the release it had
 * @param by who asked
 * @param outcome how its newest deployment ended, or {@code committed} where it was not deployed
 * @param verified whether a deployment of this state was verified
 * @param reason why it was asked for; null where nobody said
 */
public record HistoryEntry(
        String commit,
        Instant time,
        @Nullable Operation operation,
        List<ReleasedImage> images,
        String by,
        String outcome,
        boolean verified,
        @Nullable String reason) {

    /** Copies the images. */
    public HistoryEntry {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(outcome, "outcome");
        images = List.copyOf(images);
    }
}
