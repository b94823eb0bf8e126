package dev.gitops.cli.option;

import dev.gitops.inventory.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Times as people say them: a time in UTC, a day, {@code today}, {@code yesterday}, or how long ago it was.
 *
 * @param now what time it is
 */
record Moments(Instant now) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;

    /** From when on: of a day its beginning. */
    Instant from(String key, String text) {
        return day(text)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> time(text))
                .orElseThrow(() -> refuse(key, text));
    }

    /** Until when: of a day its end. */
    Instant until(String key, String text) {
        return day(text)
                .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .or(() -> time(text))
                .orElseThrow(() -> refuse(key, text));
    }

    private Optional<LocalDate> day(String text) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            return switch (text) {
                case "today" -> Optional.of(today);
                case "yesterday" -> Optional.of(today.minusDays(1));
                default -> Optional.of(LocalDate.parse(text, DAY));
            };
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(String text) {
        if (text.equals("now")) {
            return Optional.of(now);
        }
        return Durations.parse(text).map(now::minus).or(() -> written(text));
    }

    private static Optional<Instant> written(String text) {
        try {
            boolean zoned =
                    text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > "2026-03-03".length();
            return Optional.of(
                    zoned
                            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from)
                            : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static RuntimeException refuse(String key, String text) {
        return Arguments.refuse(
                key,
                text,
                "is no time",
                "write 1h (ago), yesterday, 2026-03-03 (that day), or 2026-03-03T14:00:00Z (UTC)");
    }
}
