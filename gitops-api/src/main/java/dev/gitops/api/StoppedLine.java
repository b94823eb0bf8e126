package dev.gitops.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stop of the line that is there.
 *
 * @param line how much of it
 * @param by who stopped it
 * @param since when
 * @param reason why; null where nobody said
 */
public record StoppedLine(
        LineStop line, String by, Instant since, @Nullable String reason) {

    /** Checks that line, person and time are there. */
    public StoppedLine {
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(since, "since");
    }
}
