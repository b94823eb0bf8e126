package dev.gitops.helm;

import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks after one rendering, and ends its process where it takes too much or nobody waits for it any more. */
final class RenderWatch implements AutoCloseable {

    private static final long MILLISECONDS = 20;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final WorkerProcess worker;
    private final RenderLimits limits;
    private final Thread caller;
    private final long start = System.nanoTime();
    private final ScheduledFuture<?> looking;
    private volatile @Nullable String reason;

    RenderWatch(WorkerProcess worker, RenderLimits limits, Thread caller) {
        this.worker = worker;
        this.limits = limits;
        this.caller = caller;
        this.looking = CLOCK.scheduleAtFixedRate(this::look, MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "limits of rendering");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private void look() {
        if (System.nanoTime() - start > limits.time().toNanos()) {
            stop("did not end within " + limits.time().toSeconds() + " s");
        } else if (worker.megabytes() > RenderLimits.MEMORY) {
            stop("took more than " + RenderLimits.MEMORY + " MB of memory");
        } else if (caller.isInterrupted()) {
            stop("was interrupted");
        }
    }

    private void stop(String why) {
        if (reason == null) {
            reason = why;
            worker.kill();
        }
    }

    /** Why the rendering was stopped; empty where it was not. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void close() {
        looking.cancel(false);
    }
}
