package dev.gitops.simulation;

import dev.gitops.api.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether and when something goes.
 *
 * @param first what is in the way when it is asked for; empty where it goes then
 * @param at when it goes; empty where that is not known, as somebody has to do something
 */
record Going(List<Refusal> first, Optional<Instant> at) {

    private static final int STEPS = 200;

    /** Asks again whenever what is in the way ends by itself. */
    static Going from(Instant asked, Function<Instant, List<Refusal>> obstacles) {
        List<Refusal> first = obstacles.apply(asked);
        List<Refusal> now = first;
        Instant time = asked;
        for (int step = 0; step < STEPS; step++) {
            if (now.isEmpty()) {
                return new Going(first, Optional.of(time));
            }
            Optional<Instant> end = end(now);
            if (end.isEmpty() || !end.get().isAfter(time)) {
                break;
            }
            time = end.get();
            now = obstacles.apply(time);
        }
        return new Going(first, Optional.empty());
    }

    private static Optional<Instant> end(List<Refusal> refusals) {
        Instant end = Instant.MIN;
        for (Refusal refusal : refusals) {
            Instant until = refusal.until();
            if (until == null) {
                return Optional.empty();
            }
            end = until.isAfter(end) ? until : end;
        }
        return Optional.of(end);
    }

    boolean atOnce() {
        return first.isEmpty();
    }
}
