package dev.gitops.verification;

import java.time.Duration;

/** One way to ask whether all is well. */
interface Probe {

    /**
     * Asks once.
     *
     * @param left how long the answer may take
     * @return the answer
     * @throws InterruptedException if this thread was told to stop
     */
    Reply ask(Duration left) throws InterruptedException;

    /** {@return how long to wait before it can be asked} */
    default Duration notBefore() {
        return Duration.ZERO;
    }
}
