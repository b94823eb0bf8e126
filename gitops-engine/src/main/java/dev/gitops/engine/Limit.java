package dev.gitops.engine;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.deadline.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The time that each call of a door, an application or a plan has. */
record Limit(Duration time) {

    Limit {
        Objects.requireNonNull(time, "time");
        if (time.isNegative() || time.isZero()) {
            throw new InvalidInputException(
                    "the request",
                    List.of(Problem.of("within", time.toString(), "is no time that a call could take", "give more")));
        }
    }

    <T> T on(String what, Supplier<T> call) {
        return Deadline.within(time, what, call);
    }
}
