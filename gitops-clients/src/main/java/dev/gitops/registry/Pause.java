package dev.gitops.registry;

import java.time.Duration;

/** Waits between two tries. */
@FunctionalInterface
interface Pause {

    /** Waits really. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void of(Duration duration) throws InterruptedException;
}
