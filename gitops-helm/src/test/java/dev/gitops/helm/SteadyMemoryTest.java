package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Memory of a process of its own: its Java heap is resident from the beginning and of one size, so that what grows is outside of it, Helm's native code above all. The first hundred warms up.
 */
class SteadyMemoryTest {

    private static final long MOST_KILOBYTES = 14_000;

    @BeforeEach
    void needsProc() {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/proc/self/status")), "skipped: memory of a process is read from /proc");
    }

    @Test
    void doesNotGrowOverHundredsOfRenderingsOnFourThreads() throws Exception {
        List<String> told = tell(3, 0);

        assertThat(growth(told)).as("kilobytes in %s", told).isLessThan(MOST_KILOBYTES);
        assertThat(told)
                .as("every thread gets the same text, and no folder is left behind")
                .endsWith("texts 1", "folders 0");
    }

    @Test
    void wouldTellOfWhatEachRenderingLoses() throws Exception {
        List<String> told = tell(2, 256 * 1024);

        assertThat(growth(told)).as("kilobytes in %s", told).isGreaterThan(MOST_KILOBYTES);
    }

    /** From the first hundred to the last. */
    private static long growth(List<String> told) {
        return Long.parseLong(told.get(told.size() - 3)) - Long.parseLong(told.get(0));
    }

    private static List<String> tell(int hundreds, int lost) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RenderMany.class.getName(),
                        String.valueOf(hundreds),
                        String.valueOf(lost))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
