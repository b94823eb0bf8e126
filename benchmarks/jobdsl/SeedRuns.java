package dev.gitops.jobdsl.dsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long the seed's script takes over a jobs.json in the recorder of the tests, which is no controller: seconds, and how many items were declared. */
public final class SeedRuns {

    private static final int ROUNDS = 5;

    private SeedRuns() {}

    /** Runs the files, in order. */
    public static void main(String[] files) throws IOException {
        for (String file : files) {
            String json = Files.readString(Path.of(file));
            double best = Double.MAX_VALUE;
            int items = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                items = SeedRun.declare(SeedRun.script(), json).paths().size();
                best = Math.min(best, (System.nanoTime() - begun) / 1e9);
            }
            System.out.printf("%s: %d items declared, %.2f s (best of %d)%n", Path.of(file).getParent().getFileName(), items, best, ROUNDS);
        }
    }
}
