package dev.gitops.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Writers at once on one branch. {@code -Dwriters=64} for many. */
class ManyWritersTest {

    private static final int WRITERS = Integer.getInteger("writers", 8);
    private static final int PROCESSES = Math.max(2, WRITERS / 16);

    @TempDir
    Path folder;

    private String url = "";

    @BeforeEach
    void start() throws Exception {
        Path remote = folder.resolve("remote.git");
        BareRepository.at(remote);
        url = remote.toString();
        try (ConfigRepository repository = open("cache")) {
            repository.commitOrStart("main", Writer.setting(0));
        }
    }

    private ConfigRepository open(String cache) {
        return ConfigRepository.open(Writer.options(url, folder.resolve(cache)).build());
    }

    private void timed(TestReporter reporter, int writers, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        long millis = (System.nanoTime() - start) / 1_000_000;
        reporter.publishEntry("writers", writers + " writers took " + millis + " ms, " + millis / writers + " ms each");
    }

    private interface Work {
        void run() throws Exception;
    }

    private void assertOwnFiles(int writers) {
        try (ConfigRepository repository = open("cache")) {
            Snapshot tip = repository.tip("main");
            assertThat(IntStream.rangeClosed(1, writers)
                            .mapToObj(number -> new String(
                                    tip.read("apps/app" + number + "/dev.yaml").orElseThrow(), UTF_8)))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, writers)
                            .mapToObj(number -> "writer: " + number + "\n")
                            .toList());
            assertLinear(tip, writers);
        }
    }

    private void assertSameFile(int writers) {
        try (ConfigRepository repository = open("cache")) {
            Snapshot tip = repository.tip("main");
            assertThat(new String(tip.read("apps/all.txt").orElseThrow(), UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, writers)
                            .mapToObj(number -> "writer " + number)
                            .toList());
            assertLinear(tip, writers);
        }
    }

    private static void assertLinear(Snapshot tip, int writers) {
        List<CommitInfo> history = tip.history(List.of(), writers + 10);
        assertThat(history)
                .hasSize(writers + 1)
                .allMatch(commit -> commit.parents().size() <= 1);
    }

    @Nested
    class InOneProcess {

        @Test
        void nothingIsLostOnFilesOfTheirOwn(TestReporter reporter) throws Exception {
            try (ConfigRepository repository = open("cache")) {
                timed(reporter, WRITERS, () -> Writer.write(repository, 1, WRITERS, false));
            }
            assertOwnFiles(WRITERS);
        }

        @Test
        void nothingIsLostOnTheSameFile(TestReporter reporter) throws Exception {
            try (ConfigRepository repository = open("cache")) {
                timed(reporter, WRITERS, () -> Writer.write(repository, 1, WRITERS, true));
            }
            assertSameFile(WRITERS);
        }
    }

    @Nested
    class InSeveralProcesses {

        @Test
        void nothingIsLostWithOneCache(TestReporter reporter) throws Exception {
            timed(reporter, WRITERS, () -> writeInProcesses(number -> "cache"));
            assertSameFile(WRITERS);
        }

        @Test
        void nothingIsLostWithACacheEachAsOnSeveralMachines(TestReporter reporter) throws Exception {
            timed(reporter, WRITERS, () -> writeInProcesses(number -> "cache" + number));
            assertSameFile(WRITERS);
        }

        private void writeInProcesses(java.util.function.IntFunction<String> cache) throws Exception {
            int each = WRITERS / PROCESSES;
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(Writer.start(url, folder.resolve(cache.apply(i)), 1 + i * each, each, true, "(never)"));
            }
            for (Process process : processes) {
                assertThat(process.waitFor()).isZero();
            }
        }
    }
}
