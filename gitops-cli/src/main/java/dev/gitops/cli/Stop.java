package dev.gitops.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that is told to stop (SIGTERM, Ctrl-C, an aborted build) end in order: a deployment gives its lock back and records that it was aborted. Without that the machine would end
 * where it stands, and the next deployment would wait for a lock that nobody holds.
 */
final class Stop {

    /** Jenkins kills what has not ended after some 20 s. */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);

    private Stop() {}

    /** From now on the calling thread is interrupted when the process is told to stop. */
    static Stop interrupting(Thread command) {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.stop(command), "gitops-stop"));
        return stop;
    }

    private void stop(Thread command) {
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException never) {
            return;
        }
    }

    /** The command has ended, and all it had to say is said. */
    void ended() {
        ended.countDown();
    }
}
