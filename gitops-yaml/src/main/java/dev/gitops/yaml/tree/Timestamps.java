package dev.gitops.yaml.tree;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Dates and times as go-yaml takes them from bare text: {@code 2006-1-2}, with a time after a space, or RFC 3339. */
final class Timestamps {

    private Timestamps() {}

    static boolean isTimestamp(String text) {
        return text.length() >= 8 && text.charAt(4) == '-' && format(text) != null;
    }

    /** The moment in RFC 3339, as Go's JSON writes it; null where the text is no timestamp. */
    static @Nullable String format(String text) {
        Reader in = new Reader(text);
        int year = in.digits(4, 4);
        if (year < 0 || !in.take('-')) {
            return null;
        }
        int month = in.digits(1, 2);
        if (month < 0 || !in.take('-')) {
            return null;
        }
        int day = in.digits(1, 2);
        if (day < 0) {
            return null;
        }
        try {
            if (in.done()) {
                return write(LocalDateTime.of(year, month, day, 0, 0), "", "Z");
            }
            boolean zoned = in.take('T') || in.take('t');
            if (!zoned && !in.take(' ')) {
                return null;
            }
            in.passSpaces(zoned);
            return time(in, year, month, day, zoned);
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static @Nullable String time(Reader in, int year, int month, int day, boolean zoned) {
        int hour = in.digits(1, 2);
        if (hour < 0 || !in.take(':')) {
            return null;
        }
        int minute = in.digits(1, 2);
        if (minute < 0 || !in.take(':')) {
            return null;
        }
        int second = in.digits(1, 2);
        if (second < 0) {
            return null;
        }
        String fraction = in.fraction();
        LocalDateTime moment = LocalDateTime.of(year, month, day, hour, minute, second);
        if (!zoned) {
            return in.done() ? write(moment, fraction, "Z") : null;
        }
        if (in.take('Z')) {
            return in.done() ? write(moment, fraction, "Z") : null;
        }
        int sign = in.take('+') ? 1 : in.take('-') ? -1 : 0;
        int hours = in.digits(2, 2);
        if (sign == 0 || hours < 0 || !in.take(':')) {
            return null;
        }
        int minutes = in.digits(2, 2);
        if (minutes < 0 || !in.done()) {
            return null;
        }
        ZoneOffset offset = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        return write(moment, fraction, offset.getId());
    }

    private static String write(LocalDateTime moment, String fraction, String zone) {
        return String.format(
                        "%04d-%02d-%02dT%02d:%02d:%02d",
                        moment.getYear(),
                        moment.getMonthValue(),
                        moment.getDayOfMonth(),
                        moment.getHour(),
                        moment.getMinute(),
                        moment.getSecond())
                + fraction
                + zone;
    }

    private static final class Reader {
        private final String text;
        private int pos;

        Reader(String text) {
            this.text = text;
        }

        boolean done() {
            return pos == text.length();
        }

        boolean take(char c) {
            if (pos < text.length() && text.charAt(pos) == c) {
                pos++;
                return true;
            }
            return false;
        }

        /** Go takes any number of spaces for one. */
        void passSpaces(boolean zoned) {
            while (!zoned && take(' ')) {
                continue;
            }
        }

        int digits(int least, int most) {
            int value = 0;
            int count = 0;
            while (count < most && pos < text.length() && text.charAt(pos) >= '0' && text.charAt(pos) <= '9') {
                value = value * 10 + text.charAt(pos) - '0';
                pos++;
                count++;
            }
            return count < least ? -1 : value;
        }

        /** The fraction of a second without trailing zeros, its point in front; empty where there is none. */
        String fraction() {
            if (!take('.') && !take(',')) {
                return "";
            }
            int from = pos;
            while (pos < text.length() && text.charAt(pos) >= '0' && text.charAt(pos) <= '9') {
                pos++;
            }
            int to = Math.min(pos, from + 9);
            while (to > from && text.charAt(to - 1) == '0') {
                to--;
            }
            return to == from ? "" : "." + text.substring(from, to);
        }
    }
}
