package dev.gitops.inventory;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a freeze begins or ends: each week, or once.
 *
 * @param minuteOfWeek minutes since Monday 00:00; -1 where it is once
 * @param once the day and time; null where it is each week
 */
record Moment(int minuteOfWeek, @Nullable LocalDateTime once) {

    boolean weekly() {
        return once == null;
    }

    /** {@return the moment of {@code FRI 18:00} or {@code 2026-12-20T00:00}; empty where the text is neither} */
    static Optional<Moment> parse(String text) {
        if (text.length() == 9 && text.charAt(3) == ' ' && text.charAt(6) == ':') {
            return weekly(text);
        }
        if (text.length() != 16 && text.length() != 19) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Moment(-1, LocalDateTime.parse(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Moment> weekly(String text) {
        int hour = twoDigits(text, 4);
        int minute = twoDigits(text, 7);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return Optional.empty();
        }
        String word = text.substring(0, 3);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(word)) {
                return Optional.of(new Moment((day.ordinal() * 24 + hour) * 60 + minute, null));
            }
        }
        return Optional.empty();
    }

    private static int twoDigits(String text, int at) {
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        return Characters.isDigit(tens) && Characters.isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }
}
