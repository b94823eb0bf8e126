package dev.gitops.deadline;

import dev.gitops.api.CancelledException;
import dev.gitops.api.DeadlineExceededException;
import dev.gitops.api.GitOpsException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a call must be back. When it comes the call's thread is interrupted, as who cancels does it; what then ends as cancelled is told as {@link DeadlineExceededException}, and the mark of
 * the interrupt goes with it. What cannot be interrupted (a read from a socket by JGit) asks {@link #left()} how long it may be silent.
 */
public final class Deadline {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private final long end;
    private boolean fired;
    private boolean over;

    private Deadline(Duration time) {
        this.end = System.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    /**
     * Does some work within a time.
     *
     * @param time how long it may take, counted from now
     * @param what the work in words, as in {@code "promote of shop to staging"}
     * @param work the work
     * @param <T> what it gives
     * @return what it gives
     * @throws DeadlineExceededException if the time is over and the work is not done
     */
    public static <T> T within(Duration time, String what, Supplier<T> work) {
        Deadline outer = CURRENT.get();
        Deadline own = new Deadline(time);
        if (outer != null && outer.end - own.end <= 0) {
            return work.get();
        }
        CURRENT.set(own);
        Future<?> watch = Watchdog.at(own.end, own::fire);
        try {
            return work.get();
        } catch (GitOpsException thrown) {
            if (own.finish()) {
                throw DeadlineExceededException.of(what, time, thrown);
            }
            throw thrown;
        } finally {
            watch.cancel(false);
            own.finish();
            CURRENT.set(outer);
        }
    }

    private synchronized void fire() {
        if (!over) {
            fired = true;
            thread.interrupt();
        }
    }

    /** Whether the time was over before the work was. The mark of our own interrupt is taken away. */
    private synchronized boolean finish() {
        if (!over) {
            over = true;
            if (fired) {
                Thread.interrupted();
            }
        }
        return fired;
    }

    /** {@return how long this thread's call may still take; empty where it has no deadline} */
    public static Optional<Duration> left() {
        return Optional.ofNullable(CURRENT.get())
                .map(current -> Duration.ofNanos(Math.max(0, current.end - System.nanoTime())));
    }

    /** {@return whether this thread's call has a deadline, and it is over} */
    public static boolean passed() {
        return left().filter(Duration::isZero).isPresent();
    }

    /**
     * Takes this thread's deadline along to others that work for it. They are not interrupted: each piece of work begins only while there is time.
     *
     * @return gives the work that runs in another thread its deadline
     */
    public static Carried carried() {
        return new Carried(CURRENT.get());
    }

    /** A deadline on its way to another thread. */
    public static final class Carried {

        private final @Nullable Deadline deadline;

        private Carried(@Nullable Deadline deadline) {
            this.deadline = deadline;
        }

        /**
         * Does some work under the deadline.
         *
         * @param work the work
         * @param <T> what it gives
         * @return what it gives
         * @throws CancelledException if the time is over
         */
        public <T> T run(Supplier<T> work) {
            Deadline before = CURRENT.get();
            CURRENT.set(deadline);
            try {
                if (passed()) {
                    throw new CancelledException("the rest of the work", null);
                }
                return work.get();
            } finally {
                CURRENT.set(before);
            }
        }
    }

    /** One thread for all deadlines, gone where there are none. */
    private static final class Watchdog {

        private static final ScheduledThreadPoolExecutor THREAD = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "gitops-deadlines");
            thread.setDaemon(true);
            return thread;
        });

        static {
            THREAD.setRemoveOnCancelPolicy(true);
            THREAD.setKeepAliveTime(10, TimeUnit.SECONDS);
            THREAD.allowCoreThreadTimeOut(true);
        }

        static Future<?> at(long end, Runnable work) {
            return THREAD.schedule(work, Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }
}
