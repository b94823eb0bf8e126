package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that look at many applications, each in a process of its own: what JGit and Java make once for a process is made there. */
class ManyApplicationsAtOnceTest {

    private static final int APPLICATIONS = 40;

    @TempDir
    private Path folder;

    private Path inventory() throws Exception {
        StringBuilder inventory = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                apps:
                """);
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            String app = "app-" + i;
            inventory.append("""
                      - name: %1$s
                        image: registry.example.com/%1$s
                        manifests: { plain: "apps/%1$s/{environment}" }
                        environments: [dev, staging]
                    """.formatted(app));
            for (String environment : new String[] {"dev", "staging"}) {
                files.put("apps/" + app + "/" + environment + "/pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: %1$s }
                        spec: { containers: [{ name: main, image: "registry.example.com/%1$s:1.0.0" }] }
                        """.formatted(app));
            }
        }
        CommandWorld.of(folder, inventory.toString(), files);
        return folder.resolve("apps.yaml");
    }

    @ParameterizedTest
    @CsvSource({"check, 2", "check, 8", "status, 8"})
    void endOnAnyNumberOfProcessors(String command, int processors) throws Exception {
        Path inventory = inventory();
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
