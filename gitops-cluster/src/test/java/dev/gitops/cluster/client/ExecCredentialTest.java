package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is a real program, which fails where the file {@code broken} is there, and counts its runs. */
class ExecCredentialTest {

    @TempDir
    private Path folder;

    private ExecCredential plugin;

    @BeforeEach
    void start() throws IOException {
        Path program = folder.resolve("plugin");
        Files.writeString(program, """
                #!/bin/sh
                cd "$(dirname "$0")"
                echo run >>runs
                [ ! -f broken ] || exit 1
                echo '{"kind": "ExecCredential", "status": {"token": "t", "expirationTimestamp": "2000-01-01T00:00:00Z"}}'
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Kubeconfig.Entry entry = new Kubeconfig.Entry("u", Map.of("command", program.toString()), folder);
        plugin = new ExecCredential(entry, Map.of(), Json.object(), Clock.systemUTC());
    }

    private void breaks() throws IOException {
        Files.writeString(folder.resolve("broken"), "");
    }

    private int runs() throws IOException {
        return Files.readAllLines(folder.resolve("runs")).size();
    }

    @Test
    void oneThatNeverGaveAnythingIsRunOnceAndToldAsInvalid() throws IOException {
        breaks();
        for (int request = 0; request < 3; request++) {
            assertThatThrownBy(plugin::status)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("ended with an error");
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void oneThatHasGivenSomethingMayFailForAWhile() throws Exception {
        assertThat(plugin.status().path("token").asText()).isEqualTo("t");
        breaks();
        for (int request = 0; request < 3; request++) {
            assertThatThrownBy(plugin::status)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(CredentialsLostException.class);
        }
        Files.delete(folder.resolve("broken"));
        Thread.sleep(1_100);
        assertThat(plugin.status().path("token").asText()).isEqualTo("t");
    }
}
