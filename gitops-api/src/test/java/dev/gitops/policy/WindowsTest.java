package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.model.WindowSpec;
import dev.gitops.api.model.WindowsSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    private static WindowSpec window(String from, String to, String zone) {
        return new WindowSpec(from, to, null, null, ZoneId.of(zone), null);
    }

    /** What a table writes: {@code FRI 18:00 to MON 06:00; ...}. */
    private static List<WindowSpec> windows(String words, String zone) {
        List<WindowSpec> windows = new ArrayList<>();
        for (String word : words.isBlank() ? new String[0] : words.split("; ")) {
            String[] ends = word.split(" to ");
            windows.add(window(ends[0], ends[1], zone));
        }
        return windows;
    }

    private static EnvironmentSpec production(WindowsSpec... windows) {
        return EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addWindows(windows)
                .build();
    }

    private static String told(EnvironmentSpec environment, String now) {
        return Windows.of(environment, Occurrences.NONE)
                .obstacle("production", Instant.parse(now))
                .map(Obstacle::why)
                .orElse("open");
    }

    @Nested
    class OfOneEnvironment {

        @ParameterizedTest(name = "{3}: allow {0}, deny {1}, {2}")
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                MON 09:00 to FRI 16:00 | ""                     | UTC              | 2026-11-25T12:00:00Z | open
                MON 09:00 to FRI 16:00 | ""                     | UTC              | 2026-11-23T09:00:00Z | open
                MON 09:00 to FRI 16:00 | ""                     | UTC              | 2026-11-27T16:00:00Z | production is closed until 2026-11-30T09:00Z
                MON 09:00 to FRI 16:00 | ""                     | Europe/Amsterdam | 2026-11-27T15:00:00Z | production is closed until 2026-11-30T09:00+01:00
                MON 09:00 to FRI 16:00 | ""                     | Asia/Kolkata     | 2026-11-23T03:29:59Z | production is closed until 2026-11-23T09:00+05:30
                MON 09:00 to FRI 16:00 | ""                     | Asia/Kolkata     | 2026-11-23T03:30:00Z | open
                MON 09:00 to MON 17:00; TUE 09:00 to TUE 17:00 | "" | UTC          | 2026-11-23T18:00:00Z | production is closed until 2026-11-24T09:00Z
                MON 09:00 to FRI 16:00 | TUE 12:00 to TUE 13:00 | UTC              | 2026-11-24T12:30:00Z | production is frozen until 2026-11-24T13:00Z
                MON 09:00 to FRI 16:00 | FRI 15:00 to MON 10:00 | UTC              | 2026-11-27T15:30:00Z | production is frozen until 2026-11-30T10:00Z
                ""                     | FRI 18:00 to MON 06:00; 2026-11-30T00:00 to 2026-12-02T00:00 | UTC | 2026-11-28T12:00:00Z | production is frozen until 2026-12-02T00:00Z
                ""                     | 2026-12-20T00:00 to 2026-12-27T00:00; 2026-12-24T00:00 to 2027-01-04T00:00 | UTC | 2026-12-21T00:00:00Z | production is frozen until 2027-01-04T00:00Z
                2026-12-01T00:00 to 2026-12-02T00:00 | ""       | UTC              | 2026-11-28T12:00:00Z | production is closed until 2026-12-01T00:00Z
                2026-12-01T00:00 to 2026-12-02T00:00 | ""       | UTC              | 2026-12-02T00:00:00Z | production is closed and does not open again as far as can be foreseen
                2026-12-01T00:00 to 2026-12-02T00:00 | 2026-11-30T00:00 to 2026-12-03T00:00 | UTC | 2026-12-01T00:00:00Z | production is frozen and does not open again as far as can be foreseen
                2028-02-29T00:00 to 2028-03-01T00:00 | ""       | UTC              | 2028-02-29T23:59:59Z | open
                SAT 22:00 to SUN 03:00 | ""                     | Europe/Amsterdam | 2026-03-29T00:59:59Z | open
                SAT 22:00 to SUN 03:00 | ""                     | Europe/Amsterdam | 2026-03-29T01:00:00Z | production is closed until 2026-04-04T22:00+02:00
                SUN 02:30 to SUN 03:30 | ""                     | Europe/Amsterdam | 2026-03-29T01:29:00Z | production is closed until 2026-04-05T02:30+02:00
                SUN 02:30 to SUN 03:30 | ""                     | Europe/Amsterdam | 2026-10-25T00:30:00Z | open
                SUN 02:30 to SUN 03:30 | ""                     | Europe/Amsterdam | 2026-10-25T02:29:59Z | open
                SUN 02:30 to SUN 03:30 | ""                     | Europe/Amsterdam | 2026-10-25T02:30:00Z | production is closed until 2026-11-01T02:30+01:00
                ""                     | SUN 00:00 to SUN 04:00 | Europe/Amsterdam | 2026-10-25T02:59:59Z | production is frozen until 2026-10-25T04:00+01:00
                """)
        void saysWhenItIsOpenAgain(String allow, String deny, String zone, String now, String told) {
            WindowsSpec windows = new WindowsSpec(windows(allow, zone), windows(deny, zone));
            assertThat(told(production(windows), now)).isEqualTo(told);
        }

        @Test
        void isOneNotionWithItsFreezes() {
            EnvironmentSpec spec = EnvironmentSpec.builder()
                    .from(production(new WindowsSpec(windows("MON 09:00 to FRI 16:00", "UTC"), List.of())))
                    .addFreezes(new FreezeSpec("2026-11-30T00:00", "2026-12-01T12:00", ZoneId.of("UTC"), "audit"))
                    .build();
            assertThat(told(spec, "2026-11-28T12:00:00Z")).isEqualTo("production is closed until 2026-12-01T12:00Z");
            assertThat(told(spec, "2026-11-30T12:00:00Z"))
                    .isEqualTo("production is frozen until 2026-12-01T12:00Z (audit)");
        }
    }

    @Nested
    class OfEnvironmentTeamAndApplication {

        @Test
        void allHold() {
            WindowsSpec week = new WindowsSpec(windows("MON 09:00 to FRI 16:00", "UTC"), List.of());
            WindowsSpec tuesdays = new WindowsSpec(windows("TUE 00:00 to WED 00:00", "UTC"), List.of());
            WindowsSpec noLunch = new WindowsSpec(List.of(), windows("TUE 12:00 to TUE 13:00", "UTC"));
            EnvironmentSpec spec = production(week, tuesdays, noLunch);
            assertThat(told(spec, "2026-11-24T11:00:00Z")).isEqualTo("open");
            assertThat(told(spec, "2026-11-24T12:00:00Z")).isEqualTo("production is frozen until 2026-11-24T13:00Z");
            assertThat(told(spec, "2026-11-25T11:00:00Z")).isEqualTo("production is closed until 2026-12-01T00:00Z");
        }
    }

    @Test
    void whatItSaysOfTheFutureComesTrue() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            WindowsSpec[] levels = new WindowsSpec[1 + random.nextInt(3)];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = new WindowsSpec(some(random), some(random));
            }
            Windows windows = Windows.of(production(levels), Occurrences.NONE);
            Instant now = Instant.parse("2026-10-20T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(14 * 24 * 60)));
            var obstacle = windows.obstacle("production", now);
            if (obstacle.isPresent() && obstacle.get().until().isPresent()) {
                Instant opens = obstacle.get().until().get();
                assertThat(opens).as("seed %d", seed).isAfter(now);
                assertThat(windows.obstacle("production", opens))
                        .as("seed %d", seed)
                        .isEmpty();
                for (int probe = 0; probe < 20; probe++) {
                    long between = Duration.between(now, opens).toSeconds();
                    Instant before = now.plusSeconds((long) (random.nextDouble() * between));
                    assertThat(windows.obstacle("production", before))
                            .as("seed %d: closed at %s, as it opens at %s only", seed, before, opens)
                            .isPresent();
                }
            }
        }
    }

    private static List<WindowSpec> some(Random random) {
        String[] days = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
        List<WindowSpec> some = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String from = "%s %02d:%02d".formatted(days[random.nextInt(7)], random.nextInt(24), random.nextInt(60));
            String to = "%s %02d:%02d".formatted(days[random.nextInt(7)], random.nextInt(24), random.nextInt(60));
            some.add(window(from, to, random.nextBoolean() ? "Europe/Amsterdam" : "America/St_Johns"));
        }
        return some;
    }
}
