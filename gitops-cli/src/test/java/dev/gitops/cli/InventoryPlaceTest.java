package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, since the folder at hand cannot be changed within one. */
class InventoryPlaceTest {

    @TempDir
    private Path folder;

    @Test
    void theSchemaIsThatOfEverythingOnTheClassPath() {
        StringWriter out = new StringWriter();
        PrintWriter both = new PrintWriter(out);
        assertThat(Main.run(new String[] {"schema"}, both, both)).isZero();
        both.flush();
        assertThat(Json.parse(out.toString()).path("$schema").asText()).contains("json-schema.org");
        assertThat(out.toString()).contains("kustomize").contains("argocd").contains("postgres");
    }

    @Nested
    class WithAnInventoryAtTheTopOfARepository {

        private Path below;

        @BeforeEach
        void aRepository() throws IOException {
            Files.createDirectories(folder.resolve("repository/.git"));
            Files.writeString(folder.resolve("repository/apps.yaml"), "kind: Nonsense\n");
            below = Files.createDirectories(folder.resolve("repository/apps/shop"));
        }

        @Test
        void itIsFoundFromAFolderBelow() throws Exception {
            assertThat(check(below)).contains("repository/apps.yaml").contains("Nonsense");
        }

        @Test
        void aRepositoryBelowDoesNotLookBeyondItself() throws Exception {
            Files.createDirectories(below.resolve(".git"));
            assertThat(check(below)).contains("the inventory apps.yaml").contains("is not there");
        }
    }

    private static String check(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.gitops.cli.Main",
                        "check"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        return said;
    }
}
