package dev.gitops.calendar;

import dev.gitops.api.model.WindowSpec;
import dev.gitops.policy.Occurrences;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of RFC 5545. The library counts on the clock on the wall, as if it never changed; each time is then taken in its zone by Java: one that the zone leaves out when clocks are put forward is as much later,
 * of one that it has twice the first is meant.
 */
public final class Recurrences implements Occurrences {

    /** The one there is. */
    public static final Recurrences RFC5545 = new Recurrences();

    /** Windows that begin more often than daily are no windows, and would be many. */
    private static final Set<Freq> DAILY_OR_RARER = Set.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private static final Duration DAY = Duration.ofDays(1);

    private Recurrences() {}

    /**
     * What is wrong with a rule.
     *
     * @param rule as in {@code FREQ=MONTHLY;BYDAY=-1FR}
     * @return what is wrong; empty for a rule that can be followed
     */
    public static Optional<String> problem(String rule) {
        try {
            RecurrenceRule parsed = new RecurrenceRule(rule, RfcMode.RFC5545_STRICT);
            if (!DAILY_OR_RARER.contains(parsed.getFreq())) {
                return Optional.of("recurs more often than daily");
            }
            boolean times =
                    List.of(Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND).stream().anyMatch(parsed::hasPart);
            return times
                    ? Optional.of("has hours, minutes or seconds of its own, and from says when it begins")
                    : readDifferently(parsed);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException invalid) {
            return Optional.of("is no rule of recurrence: " + invalid.getMessage());
        }
    }

    /** Rules of which calendars make different days ({@code findings/rules-of-rfc-5545.sh}); of the 53rd week the library here makes one in every year. */
    private static Optional<String> readDifferently(RecurrenceRule rule) {
        boolean months = rule.hasPart(Part.BYMONTH);
        if (rule.hasPart(Part.BYWEEKNO)) {
            if (months || !rule.hasPart(Part.BYDAY) || rule.hasPart(Part.BYMONTHDAY)) {
                return Optional.of("has BYWEEKNO without BYDAY, or beside months or their days, of which calendars make"
                        + " different days; give the days of the week alone");
            }
            if (rule.getByPart(Part.BYWEEKNO).stream().anyMatch(week -> Math.abs(week) == 53)) {
                return Optional.of("names a 53rd week, which most years do not have; give the month and the days");
            }
        }
        boolean yearly = rule.getFreq() == Freq.YEARLY && !months && rule.hasPart(Part.BYMONTHDAY);
        return yearly
                ? Optional.of("is yearly and has BYMONTHDAY without BYMONTH, which is one month for some calendars and"
                        + " each for others; give the months, or FREQ=MONTHLY")
                : Optional.empty();
    }

    /**
     * Whether a window with a rule that is in order ever begins.
     *
     * @param window the window
     * @return true if it begins at least once within eight years of its first time
     */
    public boolean everBegins(WindowSpec window) {
        Instant first = LocalDateTime.parse(window.from()).atZone(window.zone()).toInstant();
        return !between(window, first, first.plus(Duration.ofDays(366L * 8 + 2)), 1)
                .isEmpty();
    }

    @Override
    public List<Instant> between(WindowSpec window, Instant from, Instant to, int most) {
        ZoneId zone = window.zone();
        List<Instant> times = new ArrayList<>();
        RecurrenceRuleIterator all = iterator(window);
        if (all == null) {
            return times;
        }
        try {
            // a day before and after: the clock on the wall is never further away from the times that are asked for
            all.fastForward(wall(from.minus(DAY), zone).getTimestamp());
            long last = wall(to.plus(DAY), zone).getTimestamp();
            while (all.hasNext() && times.size() < most) {
                long next = all.nextMillis();
                Instant time = LocalDateTime.ofEpochSecond(Math.floorDiv(next, 1000L), 0, ZoneOffset.UTC)
                        .atZone(zone)
                        .toInstant();
                if (next > last || time.isAfter(to)) {
                    break;
                }
                if (!time.isBefore(from)) {
                    times.add(time);
                }
            }
        } catch (IllegalArgumentException never) {
            // so the library says that it found nothing in a thousand turns, as for the 30th of February
            return times;
        }
        return times;
    }

    private static @Nullable RecurrenceRuleIterator iterator(WindowSpec window) {
        try {
            RecurrenceRule rule =
                    new RecurrenceRule(Objects.requireNonNull(window.every(), "every"), RfcMode.RFC5545_STRICT);
            DateTime until = rule.getUntil();
            if (until != null) {
                rule.setUntil(onTheWall(until, window.zone()));
            }
            return rule.iterator(wall(LocalDateTime.parse(window.from())));
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException never) {
            return null;
        }
    }

    /** {@code UNTIL} is a time in UTC, one of the zone, or a day, which counts to its end. */
    private static DateTime onTheWall(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return wall(LocalDateTime.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth(), 23, 59, 59));
        }
        return until.isFloating()
                ? until.swapTimeZone(TimeZone.getTimeZone("UTC"))
                : wall(Instant.ofEpochMilli(until.getTimestamp()), zone);
    }

    private static DateTime wall(Instant time, ZoneId zone) {
        return wall(LocalDateTime.ofInstant(time, zone));
    }

    private static DateTime wall(LocalDateTime time) {
        return new DateTime(
                DateTime.UTC,
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }
}
