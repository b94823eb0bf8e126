package dev.gitops.api.model;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A window in which an environment may not change.
 *
 * @param from when it begins: {@code "FRI 18:00"} each week, or {@code "2026-12-20T00:00"} once
 * @param to when it ends, in the same form as {@code from}
 * @param zone the zone both are meant in
 * @param reason why; null where none is given
 */
public record FreezeSpec(
        String from, String to, ZoneId zone, @Nullable String reason) {}
