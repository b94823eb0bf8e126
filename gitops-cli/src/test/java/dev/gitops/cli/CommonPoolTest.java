package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class CommonPoolTest {

    /** Where a step without an executor of its own runs. */
    public static void main(String[] arguments) {
        CommonPool.widen();
        String thread = CompletableFuture.supplyAsync(
                        () -> Thread.currentThread().getName())
                .join();
        System.out.println(thread + " of " + ForkJoinPool.getCommonPoolParallelism());
    }

    private static String thread(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CommonPoolTest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void stepsShareThreadsOnMachinesOfOneAndTwoProcessorsToo() throws Exception {
        assertThat(thread("-XX:ActiveProcessorCount=1")).startsWith("ForkJoinPool.commonPool");
        assertThat(thread("-XX:ActiveProcessorCount=2")).startsWith("ForkJoinPool.commonPool");
    }

    @Test
    void whatIsSaidOnJavasCommandLineStands() throws Exception {
        assertThat(thread("-XX:ActiveProcessorCount=2", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1"))
                .endsWith(" of 1\n");
    }
}
