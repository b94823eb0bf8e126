package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Inventory;
import dev.gitops.cli.demo.Demo;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.warmup.Warmup;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.inventory.InventorySchema;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All modules together. */
class WholeTest {

    @Test
    void theDemoTellsItsStoryToTheEnd(@TempDir Path folder) {
        StringWriter told = new StringWriter();
        int code = Demo.play(Main::run, folder, new PrintWriter(told));
        assertThat(code).as(told.toString()).isZero();
        assertThat(told.toString())
                .contains(
                        "$ gitops release shop", "$ gitops rollback shop", "$ gitops release cart", "$ gitops set cart")
                .doesNotContain("the demo expected");
    }

    @Test
    void theDemoLeavesTheChartOutWhereHelmHasNoCodeForTheMachine(@TempDir Path folder) throws Exception {
        String withoutHelm = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("linux-amd64"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        withoutHelm,
                        "dev.gitops.cli.Main",
                        "demo",
                        "--dir",
                        folder.resolve("demo").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("The part with a Helm chart is left out", "add the artifact com.marcnuri.helm-java:")
                .contains("$ gitops rollback shop")
                .doesNotContain("$ gitops release cart");
    }

    @Test
    void theSeedsSampleInventoryIsValid() throws Exception {
        assertThat(Inventory.load(Path.of("../seed/apps.yaml")).apps().values())
                .extracting(app -> app.manifests().kind())
                .containsExactlyInAnyOrder("kustomize", "helm");
    }

    @Test
    void theInventorysSchemaIsTheSumOfAllProviders() {
        String schema = InventorySchema.of(InventoryLoader.providers());
        assertThat(Json.parse(schema).path("$defs")).isNotEmpty();
        assertThat(schema)
                .contains(
                        "\"kustomize\"",
                        "\"plain\"",
                        "\"apply\"",
                        "\"argocd\"",
                        "\"flux\"",
                        "\"rendered\"",
                        "\"sqlite\"");
    }

    @Test
    void aProcessThatFailsLeavesItsDocumentOnStandardOutput(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.gitops.cli.Main",
                        "status",
                        "-o",
                        "json",
                        "--inventory",
                        folder.resolve("nothing.yaml").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(Json.parse(said).path("error").path("problems")).isNotEmpty();
    }

    @Test
    void theWarmUpLeavesNothing() throws Exception {
        Set<Path> before = warmups();
        Warmup.main(new String[0]);
        assertThat(warmups()).isSubsetOf(before);
    }

    private static Set<Path> warmups() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(path -> path.getFileName().toString().startsWith("gitops-warmup-"))
                    .collect(Collectors.toSet());
        }
    }
}
