package dev.gitops.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Times as records tell them. Reading a million records spends more on a general parser of dates than on their JSON. */
final class RecordTimes {

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";
    private static final int NANO_DIGITS = 9;

    private RecordTimes() {}

    /** Reads RFC 3339 in UTC. */
    static Instant parse(String text) {
        try {
            return isUsual(text) ? usual(text) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("its time \"" + text + "\" is not RFC 3339 in UTC", e);
        }
    }

    /** As {@link RecordWriter} writes it: a year of four digits, Z, and no leap second. */
    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || text.charAt(end) != 'Z' || end > FORM.length() + 1 + NANO_DIGITS) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            char form = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : 'd';
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return end != FORM.length() + 1
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    private static Instant usual(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        long second = day * 86_400 + number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
        int nanos = 0;
        int end = text.length() - 1;
        for (int i = 0; i < NANO_DIGITS; i++) {
            int at = FORM.length() + 1 + i;
            nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return Instant.ofEpochSecond(second, nanos);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }
}
