package dev.gitops.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.WindowSpec;
import dev.gitops.api.model.WindowsSpec;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrencesTest {

    private static WindowSpec window(String rule, String from, String length, String zone) {
        return new WindowSpec(from, null, rule, Duration.parse(length), ZoneId.of(zone), null);
    }

    private static String told(WindowSpec window, String now) {
        EnvironmentSpec production = EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addWindows(new WindowsSpec(List.of(), List.of(window)))
                .build();
        return Windows.of(production, Recurrences.RFC5545)
                .obstacle("production", Instant.parse(now))
                .map(Obstacle::why)
                .orElse("open");
    }

    @ParameterizedTest(name = "{0} from {1} for {2} in {3} at {4}")
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=MONTHLY;BYDAY=-1FR            | 2026-01-30T16:00 | PT8H  | Europe/Amsterdam | 2026-02-27T14:59:59Z | open
            FREQ=MONTHLY;BYDAY=-1FR            | 2026-01-30T16:00 | PT8H  | Europe/Amsterdam | 2026-02-27T15:00:00Z | production is frozen until 2026-02-28T00:00+01:00
            FREQ=MONTHLY;BYDAY=-1FR            | 2026-01-30T16:00 | PT8H  | Europe/Amsterdam | 2026-02-27T23:00:00Z | open
            FREQ=MONTHLY;BYDAY=-1FR            | 2026-01-30T16:00 | PT8H  | Europe/Amsterdam | 2026-01-02T16:00:00Z | open
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 | 2024-02-29T00:00 | P1D  | UTC              | 2028-02-29T12:00:00Z | production is frozen until 2028-03-01T00:00Z
            FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 | 2024-02-29T00:00 | P1D  | UTC              | 2026-02-28T12:00:00Z | open
            FREQ=DAILY                         | 2026-03-01T02:30 | PT1H  | Europe/Amsterdam | 2026-03-29T01:45:00Z | production is frozen until 2026-03-29T04:30+02:00
            FREQ=DAILY                         | 2026-03-01T02:30 | PT1H  | Europe/Amsterdam | 2026-03-29T00:45:00Z | open
            FREQ=DAILY                         | 2026-10-01T02:30 | PT1H  | Europe/Amsterdam | 2026-10-25T00:45:00Z | production is frozen until 2026-10-25T02:30+01:00
            FREQ=DAILY                         | 2026-10-01T02:30 | PT1H  | Europe/Amsterdam | 2026-10-25T01:45:00Z | open
            FREQ=WEEKLY;BYDAY=SA               | 2026-10-24T12:00 | P1D   | Europe/Amsterdam | 2026-10-25T10:59:59Z | production is frozen until 2026-10-25T12:00+01:00
            FREQ=WEEKLY;BYDAY=SA               | 2026-10-24T12:00 | P1D   | Europe/Amsterdam | 2026-10-25T11:00:00Z | open
            FREQ=WEEKLY;UNTIL=20260302T090000Z | 2026-02-16T10:00 | PT2H  | Europe/Amsterdam | 2026-03-02T09:00:00Z | production is frozen until 2026-03-02T12:00+01:00
            FREQ=WEEKLY;UNTIL=20260302T085959Z | 2026-02-16T10:00 | PT2H  | Europe/Amsterdam | 2026-03-02T09:00:00Z | open
            FREQ=WEEKLY;UNTIL=20260302         | 2026-02-16T10:00 | PT2H  | Europe/Amsterdam | 2026-03-02T09:30:00Z | production is frozen until 2026-03-02T12:00+01:00
            FREQ=WEEKLY;UNTIL=20260301         | 2026-02-16T10:00 | PT2H  | Europe/Amsterdam | 2026-03-02T09:30:00Z | open
            FREQ=DAILY;COUNT=3                 | 2026-02-16T10:00 | PT2H  | UTC              | 2026-02-18T11:00:00Z | production is frozen until 2026-02-18T12:00Z
            FREQ=DAILY;COUNT=3                 | 2026-02-16T10:00 | PT2H  | UTC              | 2026-02-19T11:00:00Z | open
            FREQ=DAILY;INTERVAL=2              | 2026-02-16T22:00 | P3D   | UTC              | 2026-02-16T22:00:00Z | production is frozen and does not open again as far as can be foreseen
            FREQ=WEEKLY;BYDAY=MO,TU            | 2026-02-16T00:00 | P1D   | UTC              | 2026-02-16T12:00:00Z | production is frozen until 2026-02-18T00:00Z
            FREQ=MONTHLY;BYMONTHDAY=31         | 2026-01-31T00:00 | P1D   | UTC              | 2026-04-30T12:00:00Z | open
            FREQ=MONTHLY;BYMONTHDAY=31         | 2026-01-31T00:00 | P1D   | UTC              | 2026-05-31T12:00:00Z | production is frozen until 2026-06-01T00:00Z
            """)
    void beginAsTheirRuleSays(String rule, String from, String length, String zone, String now, String told) {
        assertThat(told(window(rule, from, length, zone), now)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ",
                "FREQ=SOMETIMES",
                "FREQ=SECONDLY",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYHOUR=4",
                "FREQ=MONTHLY;BYDAY=XX",
                "FREQ=WEEKLY;COUNT=0",
                "FREQ=WEEKLY;COUNT=2;UNTIL=20260301",
                "RRULE:FREQ=DAILY"
            })
    void areRefusedWhereTheyAreNone(String rule) {
        assertThat(Recurrences.problem(rule)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO        | 53rd week
            FREQ=YEARLY;BYWEEKNO=1,-53;BYDAY=MO     | 53rd week
            FREQ=YEARLY;BYWEEKNO=1                  | BYWEEKNO without BYDAY
            FREQ=YEARLY;BYMONTH=12;BYWEEKNO=1;BYDAY=MO | BYWEEKNO without BYDAY, or beside months
            FREQ=YEARLY;BYMONTHDAY=1                | BYMONTHDAY without BYMONTH
            FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR      | BYMONTHDAY without BYMONTH
            """)
    void areRefusedWhereCalendarsMakeDifferentDaysOfThem(String rule, String why) {
        assertThat(Recurrences.problem(rule))
                .hasValueSatisfying(problem -> assertThat(problem).contains(why).contains("give the "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYWEEKNO=20,52,-1;BYDAY=MO",
                "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1",
                "FREQ=YEARLY;BYYEARDAY=-1",
                "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
                "FREQ=YEARLY;BYDAY=20MO",
                "FREQ=WEEKLY;BYMONTH=6;BYDAY=MO"
            })
    void areTakenWhereCalendarsAgree(String rule) {
        assertThat(Recurrences.problem(rule)).isEmpty();
    }

    @Test
    void areKnownToBeginNeverWhereTheyDoNot() {
        assertThat(Recurrences.RFC5545.everBegins(
                        window("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T00:00", "PT1H", "UTC")))
                .isFalse();
        assertThat(Recurrences.RFC5545.everBegins(
                        window("FREQ=DAILY;UNTIL=20250101", "2026-01-01T00:00", "PT1H", "UTC")))
                .isFalse();
        assertThat(Recurrences.RFC5545.everBegins(window("FREQ=DAILY", "2026-01-01T00:00", "PT1H", "UTC")))
                .isTrue();
    }
}
