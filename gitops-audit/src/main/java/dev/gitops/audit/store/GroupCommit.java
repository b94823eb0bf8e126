package dev.gitops.audit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets threads that append at the same time share one write: who gets the lock writes for all who wait. */
final class GroupCommit {

    private static final int MOST_RECORDS = 2000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final Writer writer;

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
        waiting.add(request);
        lock.lock();
        try {
            while (!request.done) {
                writeWaiting();
            }
        } finally {
            lock.unlock();
        }
        if (request.failure != null) {
            throw request.failure;
        }
    }

    private void writeWaiting() {
        List<Request> batch = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        while (entries.size() < MOST_RECORDS) {
            Request next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            entries.addAll(next.entries);
        }
        if (batch.size() > 1 && tryAll(batch, entries)) {
            return;
        }
        batch.forEach(this::writeAlone);
    }

    /** One bad request must not fail the others: where the whole does not go, each goes by itself. */
    private boolean tryAll(List<Request> batch, List<Entry> entries) {
        try {
            writer.write(entries);
        } catch (RuntimeException e) {
            return false;
        }
        batch.forEach(request -> request.done = true);
        return true;
    }

    private void writeAlone(Request request) {
        try {
            writer.write(request.entries);
        } catch (RuntimeException e) {
            request.failure = e;
        } finally {
            request.done = true;
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
