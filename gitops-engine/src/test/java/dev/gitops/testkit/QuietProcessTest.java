package dev.gitops.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the standard streams of a tool that embeds the SDK. */
class QuietProcessTest {

    @TempDir
    private Path folder;

    @Test
    void slf4jSaysNothingThoughNobodyBroughtAProvider() throws Exception {
        Ended tool = run(List.of());
        assertThat(tool.words()).doesNotContain("SLF4J");
        assertThat(tool.code()).isZero();
    }

    @Test
    void thatIsTheDoingOfTheSdk() throws Exception {
        assertThat(run(List.of("-Dslf4j.internal.verbosity=WARN")).words()).contains("No SLF4J providers were found");
    }

    @Test
    void operatorsReadEndsInThePlatformsLog() throws Exception {
        assertThat(run(List.of()).words())
                .contains("INFO: release of shop in dev ended: committed")
                .contains("INFO: deployment of shop in dev ended: verified")
                .doesNotContain("begins");
    }

    @Test
    void theLogIsSilentWhereTheToolSaysSo() throws Exception {
        Path quiet = folder.resolve("logging.properties");
        Files.writeString(quiet, "dev.gitops.level = OFF\n");
        assertThat(run(List.of("-Djava.util.logging.config.file=" + quiet)).words())
                .isEmpty();
    }

    private record Ended(int code, String words) {}

    private Ended run(List<String> options) throws IOException, InterruptedException {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("slf4j-nop"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp", path, Embedder.class.getName(), folder.resolve("world").toString()));
        Path out = folder.resolve("out.txt");
        Files.createDirectories(folder.resolve("world"));
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new Ended(tool.waitFor(), Files.readString(out));
    }
}
