package dev.gitops.verification;

import java.time.Duration;

/** How time goes by while steps are tried. */
interface Pace {

    /** The time of this machine. */
    Pace REAL = new Pace() {
        @Override
        public Duration elapsed() {
            return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };

    /** {@return the time since some beginning} */
    Duration elapsed();

    /**
     * Waits.
     *
     * @param time how long
     * @throws InterruptedException if this thread was told to stop
     */
    void pause(Duration time) throws InterruptedException;
}
