package dev.gitops.forge;

import dev.gitops.http.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that only goes on when somebody sleeps, and remembers how long they slept. */
public final class FakeTime extends Clock {

    /** When the tests take place. */
    public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now = START;

    /** {@return patience by this clock: six attempts in two minutes, ten (real) seconds for an answer, ten to settle} */
    public Patience patience() {
        return patience(Duration.ofSeconds(10));
    }

    /** {@return patience by this clock, with a real time for an answer} */
    public Patience patience(Duration answer) {
        return new Patience(6, Duration.ofMinutes(2), answer, Duration.ofSeconds(10), this, this::sleep);
    }

    /** {@return how long was slept, one by one} */
    public List<Duration> sleeps() {
        return sleeps;
    }

    private void sleep(Duration duration) {
        sleeps.add(duration);
        now = now.plus(duration);
    }

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
