package dev.gitops.policy;

import dev.gitops.api.model.WindowSpec;
import java.time.Instant;
import java.util.List;

/** Knows when windows begin that recur by a rule of RFC 5545. Pure: the same answer for the same question. */
@FunctionalInterface
public interface Occurrences {

    /** Knows no rules; for windows that have none. */
    Occurrences NONE = (window, from, to, most) -> {
        throw new IllegalStateException("nothing here knows the rule " + window.every());
    };

    /**
     * The times at which a window begins.
     *
     * @param window a window with a rule
     * @param from the first time that is asked for
     * @param to the last time that is asked for
     * @param most how many are asked for at the most
     * @return the times, in order
     */
    List<Instant> between(WindowSpec window, Instant from, Instant to, int most);
}
