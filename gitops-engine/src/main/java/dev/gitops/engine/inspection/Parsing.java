package dev.gitops.engine.inspection;

import dev.gitops.record.RecordedDecision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads records on all processors, and hands them on in their order on the caller's thread; only a few batches are in memory at a time. */
final class Parsing {

    private static final int BATCH = 512;
    private static final int AHEAD = 2 + 2 * ForkJoinPool.getCommonPoolParallelism();

    private final Function<byte[], RecordedDecision> reader;
    private final Consumer<RecordedDecision> taker;
    private final Queue<CompletableFuture<List<RecordedDecision>>> running = new ArrayDeque<>();
    private List<byte[]> batch = new ArrayList<>(BATCH);

    Parsing(Function<byte[], RecordedDecision> reader, Consumer<RecordedDecision> taker) {
        this.reader = reader;
        this.taker = taker;
    }

    void add(byte[] json) {
        batch.add(json);
        if (batch.size() == BATCH) {
            start();
            if (running.size() > AHEAD) {
                take();
            }
        }
    }

    void finish() {
        start();
        while (!running.isEmpty()) {
            take();
        }
    }

    private void start() {
        List<byte[]> full = batch;
        batch = new ArrayList<>(BATCH);
        running.add(
                CompletableFuture.supplyAsync(() -> full.stream().map(reader).toList()));
    }

    private void take() {
        try {
            running.remove().join().forEach(taker);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
