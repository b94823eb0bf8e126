package dev.gitops.api.model;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A window of time: each week, once, or by a rule of recurrence.
 *
 * @param from when it begins: {@code "FRI 18:00"} each week, or {@code "2026-12-20T00:00"} once; where it recurs by a rule, the first time
 * @param to when it ends, in the same form; null where it has a length
 * @param every the rule by which it recurs, as RFC 5545 writes it: {@code FREQ=MONTHLY;BYDAY=-1FR}; null where it has an end
 * @param length how long each time lasts, whole days by the clock on the wall; null where it has an end
 * @param zone the zone in which all of it is meant
 * @param reason why; null where none is given
 */
public record WindowSpec(
        String from,
        @Nullable String to,
        @Nullable String every,
        @Nullable Duration length,
        ZoneId zone,
        @Nullable String reason) {

    /**
     * A freeze as a window.
     *
     * @param freeze the freeze
     * @return the same window
     */
    public static WindowSpec of(FreezeSpec freeze) {
        return new WindowSpec(freeze.from(), freeze.to(), null, null, freeze.zone(), freeze.reason());
    }
}
