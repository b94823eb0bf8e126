package dev.gitops.audit.metrics;

import dev.gitops.audit.metrics.Figures.Spread;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Many durations, to the microsecond as records tell times. */
final class Times {

    private static final int FIRST_CAPACITY = 8;

    private long[] micros = new long[FIRST_CAPACITY];
    private int count;

    void add(Duration time) {
        add(TimeUnit.SECONDS.toMicros(time.getSeconds()) + TimeUnit.NANOSECONDS.toMicros(time.getNano()));
    }

    private void add(long time) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = time;
    }

    void addAll(Times other) {
        for (int i = 0; i < other.count; i++) {
            add(other.micros[i]);
        }
    }

    Optional<Spread> spread() {
        if (count == 0) {
            return Optional.empty();
        }
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return Optional.of(new Spread(count, rank(sorted, 50), rank(sorted, 90)));
    }

    /** The nearest rank. */
    private static Duration rank(long[] sorted, int percent) {
        int rank = (int) (((long) sorted.length * percent + 99) / 100);
        return Duration.of(sorted[rank - 1], ChronoUnit.MICROS);
    }
}
