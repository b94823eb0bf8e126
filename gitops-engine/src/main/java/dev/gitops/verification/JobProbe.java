package dev.gitops.verification;

import dev.gitops.spi.JobEnd;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs a Job in the cluster. */
record JobProbe(String cronJob, BiFunction<String, Duration, JobEnd> jobs) implements Probe {

    @Override
    public Reply ask(Duration left) throws InterruptedException {
        JobEnd end = jobs.apply(cronJob, left);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Reply.Kind kind = end.succeeded() ? Reply.Kind.PASSED : end.ran() ? Reply.Kind.FAILED : Reply.Kind.UNANSWERED;
        return new Reply(kind, end.detail(), Map.of(), end.logTail());
    }
}
