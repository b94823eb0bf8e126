package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UlidTest {

    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00.123Z");

    private final SteppingClock clock = new SteppingClock();
    private final Ulid ids = new Ulid(clock, new Random(1));

    @Test
    void anIdTellsItsTime() {
        String id = ids.next();
        assertThat(Ulid.isUlid(id)).isTrue();
        assertThat(Ulid.timeOf(id)).isEqualTo(NOON);
    }

    @Test
    void idsRiseWithinAMillisecondAndWhenTheClockGoesBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clock.now = NOON.plusMillis(i % 7 == 0 ? -i : i / 3);
            made.add(ids.next());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anExhaustedRandomPartGoesOnInTheNextMillisecond() {
        Ulid last = new Ulid(clock, () -> -1L);
        String first = last.next();
        assertThat(first).endsWith("ZZZZZZZZZZZZZZZZ");
        String second = last.next();
        assertThat(second).isGreaterThan(first).endsWith("0000000000000000");
        assertThat(Ulid.timeOf(second)).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void threadsNeverGetTheSameId() {
        Set<String> made = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 4000).parallel().forEach(i -> made.add(ids.next()));
        assertThat(made).hasSize(4000);
    }

    @Test
    void whatIsNoUlidIsRefused() {
        assertThat(Ulid.isUlid("8ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isFalse();
        assertThat(Ulid.isUlid("0ZZZZZZZZZZZZZZZZZZZZZZZZu")).isFalse();
        assertThatThrownBy(() -> Ulid.timeOf("x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class SteppingClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
