package dev.gitops.audit.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lets threads that append at the same time share one write: one of them writes for all who wait, and while it does the next ones gather. */
final class GroupCommit {

    private static final int MOST_RECORDS = 2000;

    private final Queue<Request> waiting = new ArrayDeque<>();
    private final Writer writer;
    private boolean writing;

    GroupCommit(Writer writer) {
        this.writer = writer;
    }

    /** Writes records so that all of them are durable when it returns, or none is there when it throws. */
    interface Writer {
        void write(List<Entry> entries);
    }

    /** Returns when the entries are durable. */
    void append(List<Entry> entries) {
        Request request = new Request(entries);
        List<Request> batch = queued(request);
        if (!batch.isEmpty()) {
            try {
                write(batch);
            } finally {
                finished(batch);
            }
        }
        if (request.failure != null) {
            throw request.failure;
        }
    }

    /** Waits until somebody has written the request, or it is this thread's turn to write: then what to write. */
    private synchronized List<Request> queued(Request request) {
        waiting.add(request);
        boolean interrupted = false;
        while (writing && !request.done) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (request.done) {
            return List.of();
        }
        writing = true;
        List<Request> batch = new ArrayList<>();
        int records = 0;
        // Its own request is among the oldest: whoever finds nobody writing takes all that is there.
        while (!waiting.isEmpty() && (records < MOST_RECORDS || !batch.contains(request))) {
            Request next = waiting.remove();
            batch.add(next);
            records += next.entries.size();
        }
        return batch;
    }

    private synchronized void finished(List<Request> batch) {
        batch.forEach(request -> request.done = true);
        writing = false;
        notifyAll();
    }

    private void write(List<Request> batch) {
        List<Entry> all = new ArrayList<>();
        batch.forEach(request -> all.addAll(request.entries));
        if (batch.size() > 1 && tryAll(all)) {
            return;
        }
        batch.forEach(this::writeAlone);
    }

    /** One bad request must not fail the others: where the whole does not go, each goes by itself. */
    private boolean tryAll(List<Entry> entries) {
        try {
            writer.write(entries);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void writeAlone(Request request) {
        try {
            writer.write(request.entries);
        } catch (RuntimeException e) {
            request.failure = e;
        }
    }

    private static final class Request {
        private final List<Entry> entries;
        private boolean done;
        private @Nullable RuntimeException failure;

        Request(List<Entry> entries) {
            this.entries = entries;
        }
    }
}
