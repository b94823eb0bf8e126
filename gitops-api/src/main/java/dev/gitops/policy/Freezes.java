package dev.gitops.policy;

import dev.gitops.api.model.FreezeSpec;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an environment is frozen at a time. */
public final class Freezes {

    private static final int WORD = 3;

    private Freezes() {}

    /**
     * Why an environment may not change.
     *
     * @param freezes the environment's freezes
     * @param now the time that is asked for
     * @return the reason, with the time it ends; empty where the environment may change
     */
    public static Optional<String> refusal(List<FreezeSpec> freezes, Instant now) {
        return now(freezes, now)
                .map(freeze -> "frozen until " + freeze.until().toOffsetDateTime()
                        + (freeze.reason() == null ? "" : " (" + freeze.reason() + ")")
                        + "; wait, or deploy with --break-glass REASON");
    }

    /**
     * A freeze that is on.
     *
     * @param until when it ends, in the zone it was given in
     * @param reason why; null where the inventory does not say
     */
    public record Freeze(ZonedDateTime until, @Nullable String reason) {}

    /**
     * The freeze that is on.
     *
     * @param freezes the environment's freezes
     * @param now the time that is asked for
     * @return the first of them; empty where the environment may change
     */
    public static Optional<Freeze> now(List<FreezeSpec> freezes, Instant now) {
        for (FreezeSpec freeze : freezes) {
            Optional<ZonedDateTime> end = end(freeze, now);
            if (end.isPresent()) {
                return Optional.of(new Freeze(end.get(), freeze.reason()));
            }
        }
        return Optional.empty();
    }

    /** The end of the window that holds the time; empty where the window does not hold it. The beginning is in the window, the end is not. */
    private static Optional<ZonedDateTime> end(FreezeSpec freeze, Instant now) {
        ZonedDateTime time = now.atZone(freeze.zone());
        if (!Character.isLetter(freeze.from().charAt(0))) {
            ZonedDateTime from = LocalDateTime.parse(freeze.from()).atZone(freeze.zone());
            ZonedDateTime to = LocalDateTime.parse(freeze.to()).atZone(freeze.zone());
            return !time.isBefore(from) && time.isBefore(to) ? Optional.of(to) : Optional.empty();
        }
        ZonedDateTime from = lastBegin(freeze.from(), time);
        ZonedDateTime to = nextAfter(freeze.to(), from);
        return time.isBefore(to) ? Optional.of(to) : Optional.empty();
    }

    private static ZonedDateTime lastBegin(String weekly, ZonedDateTime time) {
        ZonedDateTime begin = at(weekly, time, true);
        return begin.isAfter(time) ? at(weekly, time.minusWeeks(1), true) : begin;
    }

    private static ZonedDateTime nextAfter(String weekly, ZonedDateTime begin) {
        ZonedDateTime end = at(weekly, begin, false);
        return end.isAfter(begin) ? end : at(weekly, begin.plusWeeks(1), false);
    }

    /** The weekly time on the same day as, or the next such day before or after, a date; daylight saving moves it as the zone says. */
    private static ZonedDateTime at(String weekly, ZonedDateTime around, boolean before) {
        DayOfWeek day = day(weekly.substring(0, WORD));
        LocalTime clock = LocalTime.parse(weekly.substring(WORD).trim());
        LocalDateTime date = around.toLocalDateTime()
                .truncatedTo(ChronoUnit.DAYS)
                .with(before ? TemporalAdjusters.previousOrSame(day) : TemporalAdjusters.nextOrSame(day));
        return date.with(clock).atZone(around.getZone());
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
