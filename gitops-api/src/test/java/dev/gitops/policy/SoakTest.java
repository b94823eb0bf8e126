package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.policy.Soak.Event;
import dev.gitops.policy.Soak.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    /** Events as a table writes them, the oldest first: {@code verified one 60} is what happened 60 minutes ago. */
    private static List<Event> events(String words) {
        List<Event> events = new ArrayList<>();
        for (String word : words.isBlank() ? new String[0] : words.split(", ")) {
            String[] parts = word.split(" ");
            events.add(new Event(
                    Kind.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)),
                    parts[1],
                    NOON.minus(Duration.ofMinutes(Long.parseLong(parts[2]))),
                    "id"));
        }
        Collections.reverse(events);
        return events;
    }

    private static String told(String words, Duration needed) {
        return Soak.obstacle("shop in staging", "one", needed, events(words), NOON)
                .map(Obstacle::text)
                .orElse("allowed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            verified one 120                                | allowed
            verified one 121                                | allowed
            verified one 119                                | it ends at 2026-03-29T12:01:00Z
            verified one 300, verified one 10               | allowed
            verified one 100, verified one 10               | it ends at 2026-03-29T12:20:00Z
            verified one 300, failed one 200                | a deployment failed at 2026-03-29T08:40:00Z; deploy it there again; it must be verified for 2h after
            verified one 300, failed one 200, verified one 150 | allowed
            verified one 300, failed one 200, verified one 90  | it ends at 2026-03-29T12:30:00Z
            verified one 300, drifted one 200               | drift was found at 2026-03-29T08:40:00Z; deploy it there again
            verified one 300, drifted one 200, verified one 119 | it ends at 2026-03-29T12:01:00Z
            verified one 300, healed one 60                 | it ends at 2026-03-29T13:00:00Z
            verified one 300, healed one 130, verified one 20 | allowed
            verified one 300, verified two 60               | does not run the release that would be promoted, one
            verified two 300, verified one 60               | it ends at 2026-03-29T13:00:00Z
            verified one 500, verified two 300, verified one 60 | it ends at 2026-03-29T13:00:00Z
            verified one 300, failed two 60                 | does not run the release
            ""                                              | no deployment of shop in staging is recorded
            """)
    void asksForTimeWithoutFailureAndDrift(String words, String told) {
        assertThat(told(words, TWO_HOURS)).contains(told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            verified one 0                  | allowed
            verified one 10, failed one 5   | a deployment failed
            verified one 10, drifted one 5  | deploy it there again
            verified two 10                 | does not run the release
            """)
    void withoutATimeAsksForTheVerificationAlone(String words, String told) {
        assertThat(told(words, Duration.ZERO)).contains(told);
    }

    @Test
    void countsHoursNotTheClockOnTheWall() {
        // the night in which Amsterdam's clocks go from 02:00 to 03:00
        Instant verified = Instant.parse("2026-03-29T00:30:00Z");
        List<Event> events = List.of(new Event(Kind.VERIFIED, "one", verified, "id"));
        assertThat(Soak.obstacle("staging", "one", TWO_HOURS, events, verified.plus(TWO_HOURS)))
                .isEmpty();
        assertThat(Soak.obstacle(
                        "staging",
                        "one",
                        TWO_HOURS,
                        events,
                        verified.plus(TWO_HOURS).minusMillis(1)))
                .isPresent();
    }

    @Test
    void noOrderOfEventsLetsAReleaseThroughThatWasNotVerifiedForSoLong() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            List<Event> oldestFirst = new ArrayList<>();
            Instant time = NOON.minus(Duration.ofHours(12));
            for (int i = random.nextInt(9); i > 0; i--) {
                time = time.plus(Duration.ofMinutes(random.nextInt(120)));
                Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
                oldestFirst.add(new Event(kind, random.nextBoolean() ? "one" : "two", time, "id" + i));
            }
            Instant now = time.plus(Duration.ofMinutes(random.nextInt(200)));
            List<Event> newestFirst = new ArrayList<>(oldestFirst);
            Collections.reverse(newestFirst);
            boolean allowed =
                    Soak.obstacle("staging", "one", TWO_HOURS, newestFirst, now).isEmpty();
            assertThat(allowed).as("seed %d: %s at %s", seed, oldestFirst, now).isEqualTo(ripe(oldestFirst, now));
        }
    }

    /** The rule told the other way round: played forward, a clock that every other thing stops. */
    private static boolean ripe(List<Event> oldestFirst, Instant now) {
        Instant running = null;
        for (Event event : oldestFirst) {
            boolean one = event.release().equals("one");
            if (event.kind() == Kind.FAILED || event.kind() == Kind.DRIFTED || !one) {
                running = null;
            } else if (running == null || event.kind() == Kind.HEALED) {
                running = event.time();
            }
        }
        return running != null && !running.plus(TWO_HOURS).isAfter(now);
    }
}
