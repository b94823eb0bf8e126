package dev.gitops.policy;

import dev.gitops.api.model.WindowSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A window laid over time. Its beginning is in it, its end is not; clocks that are put forward or back move both as the zone says.
 *
 * @param spec what the inventory says
 * @param occurrences knows the rules of recurrence
 */
record Window(WindowSpec spec, Occurrences occurrences) {

    private static final int WORD = 3;

    /** Who waits for longer than this waits for ever. */
    private static final Duration HORIZON = Duration.ofDays(366L * 8 + 2);

    private static final int OVERLAPPING = 1000;

    /** When the window that holds a time ends, the latest where several do; empty where none does. */
    Optional<Instant> end(Instant now) {
        if (spec.every() != null) {
            Duration length = Objects.requireNonNull(spec.length(), "length");
            // a day longer: whole days are counted by the clock on the wall
            Instant earliest = now.minus(length).minus(Duration.ofDays(1));
            return occurrences.between(spec, earliest, now, OVERLAPPING).stream()
                    .map(this::after)
                    .filter(end -> end.isAfter(now))
                    .max(Instant::compareTo);
        }
        ZonedDateTime time = now.atZone(spec.zone());
        String to = Objects.requireNonNull(spec.to(), "to");
        if (!weekly()) {
            boolean begun = !time.isBefore(once(spec.from()));
            return begun && time.isBefore(once(to)) ? Optional.of(once(to).toInstant()) : Optional.empty();
        }
        LocalDateTime begin = lastBegin(spec.from(), time);
        Instant end = onOrAfter(to, begin, false).atZone(spec.zone()).toInstant();
        return now.isBefore(end) ? Optional.of(end) : Optional.empty();
    }

    /** When the window begins next after a time; empty where it does not within eight years. */
    Optional<Instant> next(Instant now) {
        if (spec.every() != null) {
            List<Instant> next = occurrences.between(spec, now.plusMillis(1), now.plus(HORIZON), 1);
            return next.stream().findFirst();
        }
        if (!weekly()) {
            Instant begin = once(spec.from()).toInstant();
            return begin.isAfter(now) ? Optional.of(begin) : Optional.empty();
        }
        LocalDateTime wall = now.atZone(spec.zone()).toLocalDateTime();
        for (LocalDateTime begin = onOrAfter(spec.from(), wall.minusDays(1), true); ; begin = begin.plusWeeks(1)) {
            Instant time = begin.atZone(spec.zone()).toInstant();
            if (time.isAfter(now)) {
                return Optional.of(time);
            }
        }
    }

    /** The end of a window by a rule that begins at a time. */
    private Instant after(Instant begin) {
        Duration length = Objects.requireNonNull(spec.length(), "length");
        return begin.atZone(spec.zone())
                .plusDays(length.toDays())
                .plus(length.minusDays(length.toDays()))
                .toInstant();
    }

    private boolean weekly() {
        return Character.isLetter(spec.from().charAt(0));
    }

    private ZonedDateTime once(@Nullable String text) {
        return LocalDateTime.parse(Objects.requireNonNull(text)).atZone(spec.zone());
    }

    /** The last beginning that is not after a time, by the clock on the wall: where clocks are put forward it and the end may be at one time, and the window is empty. */
    private LocalDateTime lastBegin(String weekly, ZonedDateTime time) {
        LocalDateTime begin =
                onOrAfter(weekly, time.toLocalDateTime().minusDays(6).truncatedTo(ChronoUnit.DAYS), true);
        while (begin.atZone(spec.zone()).isAfter(time)) {
            begin = begin.minusWeeks(1);
        }
        return begin;
    }

    /** The first such time of the week after a time, or at it where that is allowed. */
    private static LocalDateTime onOrAfter(String weekly, LocalDateTime time, boolean at) {
        DayOfWeek day = day(weekly.substring(0, WORD));
        LocalTime clock = LocalTime.parse(weekly.substring(WORD).trim());
        LocalDateTime first = time.truncatedTo(ChronoUnit.DAYS)
                .with(TemporalAdjusters.nextOrSame(day))
                .with(clock);
        boolean fits = at ? !first.isBefore(time) : first.isAfter(time);
        return fits ? first : first.plusWeeks(1);
    }

    private static DayOfWeek day(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("no day of the week: " + word);
    }
}
