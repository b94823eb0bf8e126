package dev.gitops.audit.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Works on what is read, on all processors, and hands it on in its order. Only a few batches are in memory at a time, however much is read. What is handed on arrives on the caller's thread.
 *
 * @param <I> what is read
 * @param <T> what is made of each
 */
public final class ReadAhead<I, T> {

    private static final int BATCH = 256;
    private static final int AHEAD = 2 + 2 * ForkJoinPool.getCommonPoolParallelism();

    private final Function<I, T> work;
    private final Predicate<T> taker;
    private final Queue<CompletableFuture<List<T>>> running = new ArrayDeque<>();
    private List<I> batch = new ArrayList<>(BATCH);
    private boolean enough;

    /**
     * Makes something of each that is added.
     *
     * @param work what is made of each, on any thread
     * @param taker takes it, in order; false to have no more
     */
    public ReadAhead(Function<I, T> work, Predicate<T> taker) {
        this.work = work;
        this.taker = taker;
    }

    /**
     * Adds one.
     *
     * @param read what was read; not changed afterwards
     * @return whether to go on
     */
    public boolean add(I read) {
        batch.add(read);
        if (batch.size() < BATCH) {
            return true;
        }
        start();
        return running.size() < AHEAD || take();
    }

    /** Hands on what is left. */
    public void finish() {
        if (!enough) {
            start();
        }
        while (!running.isEmpty()) {
            take();
        }
    }

    private void start() {
        List<I> full = batch;
        batch = new ArrayList<>(BATCH);
        running.add(CompletableFuture.supplyAsync(() -> full.stream().map(work).toList()));
    }

    private boolean take() {
        for (T made : made()) {
            if (!taker.test(made)) {
                enough = true;
                running.clear();
                return false;
            }
        }
        return true;
    }

    private List<T> made() {
        try {
            return running.remove().join();
        } catch (CompletionException | CancellationException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
