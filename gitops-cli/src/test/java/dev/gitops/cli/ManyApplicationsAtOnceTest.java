package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that look at many applications, each in a process of its own: what JGit and Java make once for a process is made there. */
class ManyApplicationsAtOnceTest {

    private static final int APPLICATIONS = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"check, 2", "check, 8", "status, 8"})
    void endOnAnyNumberOfProcessors(String command, int processors) throws Exception {
        CommandWorld.ofMany(folder, APPLICATIONS);
        Path inventory = folder.resolve("apps.yaml");
        File said = folder.resolve("said").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=" + processors,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        command,
                        "--inventory",
                        inventory.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said);
        builder.environment().put("GITOPS_CACHE", folder.resolve("cache").toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);

            assertThat(ended).as("the command goes to its end").isTrue();
            assertThat(process.exitValue()).as(Files.readString(said.toPath())).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
