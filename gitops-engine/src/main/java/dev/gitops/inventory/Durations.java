package dev.gitops.inventory;

import java.time.Duration;
import java.util.Optional;

/** Durations as people write them: {@code 60s}, {@code 5m}, {@code 1h30m}, {@code 30d}. */
public final class Durations {

    private static final String UNITS = "dhms";
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final int LONGEST = 20;

    private Durations() {}

    /**
     * Parses a duration: whole numbers, each with its unit of {@code d h m s}, larger units first, each unit at most once.
     *
     * @param text as in {@code 1h30m}
     * @return the duration; empty where the text is none
     */
    public static Optional<Duration> parse(String text) {
        long seconds = 0;
        long number = 0;
        int digits = 0;
        int last = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Characters.isDigit(c) && digits < 9) {
                number = number * 10 + (c - '0');
                digits++;
                continue;
            }
            int unit = UNITS.indexOf(c);
            if (unit <= last || digits == 0) {
                return Optional.empty();
            }
            seconds += number * SECONDS[unit];
            last = unit;
            number = 0;
            digits = 0;
        }
        boolean whole = last >= 0 && digits == 0 && text.length() <= LONGEST;
        return whole ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /**
     * A duration as people write it, in whole seconds.
     *
     * @param duration zero or more
     * @return as in {@code 1h30m}
     */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        long left = duration.toSeconds();
        for (int unit = 0; unit < SECONDS.length; unit++) {
            if (left >= SECONDS[unit]) {
                text.append(left / SECONDS[unit]).append(UNITS.charAt(unit));
                left %= SECONDS[unit];
            }
        }
        return text.length() == 0 ? "0s" : text.toString();
    }
}
