package dev.gitops.kustomize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("kustomization.yaml"), "resources: [p.yaml]\ncommonLabels: {a: b}\n");
        Files.writeString(directory.resolve("p.yaml"), "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n");
    }

    private int run(String... args) {
        return BuildCommand.run(
                args,
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void objectsGoToOutAndWarningsToErr() {
        assertThat(run("build")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("apiVersion: v1\nkind: Pod\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("# Warning: 'commonLabels'");
    }

    @Test
    void aDirectoryGetsAFileForEachObject() throws IOException {
        Path target = Files.createDirectory(directory.resolve("out"));
        assertThat(run("build", ".", "-o", "out", "--enable-managedby-label")).isZero();
        assertThat(target.resolve("v1_pod_p.yaml")).content().contains("managed-by: kustomize-v5.8.2");
    }

    @Test
    void aFileGetsEverything() {
        assertThat(run("build", "--output=all.yaml", "--reorder", "none", "--load-restrictor=LoadRestrictionsNone"))
                .isZero();
        assertThat(directory.resolve("all.yaml")).content().contains("name: p");
    }

    @Test
    void aFailureIsAMessageAndAnExitCode() throws IOException {
        Files.delete(directory.resolve("p.yaml"));
        assertThat(run("build")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Error: accumulating resources");
    }

    @Test
    void optionsThatRunProgramsAreRefusedWithTheWayOut() {
        assertThat(run("build", "--enable-alpha-plugins")).isEqualTo(2);
        assertThat(run("build", "a", "b")).isEqualTo(2);
        assertThat(run("build", "--nonsense")).isEqualTo(2);
        assertThat(run("build", "--load-restrictor", "x")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is refused", "unknown flag: --nonsense");
    }

    @Nested
    class WithAChart {

        @BeforeEach
        void nameAChart() throws IOException {
            Files.writeString(directory.resolve("kustomization.yaml"), "helmCharts: [{ name: web }]\n");
        }

        @Test
        void failsUnlessToldToRenderThem() {
            assertThat(run("build")).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("must specify --enable-helm", "the Helm chart 'web' (named in", "kustomization.yaml:1");
        }

        @Test
        void saysWhatIsMissingWhereNothingRendersThem() {
            assertThat(run("build", "--enable-helm", "--helm-command", "helm", "--helm-kube-version=1.30.0"))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("Add the artifact gitops-helm", "--helm-command is passed over");
        }
    }
}
