package dev.gitops.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until it is moved. Safe for use by several threads. */
public final class ManualClock extends Clock {

    private final AtomicReference<Instant> now;

    private ManualClock(AtomicReference<Instant> now) {
        this.now = now;
    }

    /**
     * A clock that stands.
     *
     * @param now where it stands
     * @return the clock, in UTC
     */
    public static ManualClock at(Instant now) {
        return new ManualClock(new AtomicReference<>(now));
    }

    /**
     * Moves it.
     *
     * @param duration how far; negative goes back
     */
    public void advance(Duration duration) {
        now.updateAndGet(time -> time.plus(duration));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** {@return this clock: zones make no difference to the instants that are asked for} */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
