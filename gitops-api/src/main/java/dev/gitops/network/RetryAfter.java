package dev.gitops.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What a server's {@code Retry-After} asks for: seconds, or a date. */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param value the header's value
     * @param now the present time, for a date
     * @return how long to wait, never negative; empty where the value is neither seconds nor a date
     */
    public static Optional<Duration> read(String value, Instant now) {
        String text = value.strip();
        if (text.matches("\\d{1,12}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
