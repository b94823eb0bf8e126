package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of the line are stopped, and freed one after another. */
class HoldLineTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void begin() throws Exception {
        world = CommandWorld.in(folder);
        hold("--reason", "everything");
        hold("--in", "staging", "--reason", "incident 42");
    }

    private void hold(String... arguments) {
        assertThat(line(arguments).code()).isZero();
    }

    private Said line(String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "hold";
        words[1] = "--all";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return world.run(words);
    }

    @Test
    void whatIsFreedTellsWhatStillStopsAPartOfIt() {
        Said said = line("--release");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains(
                        "the line is free, but this still stops some or all of it:",
                        "the line in staging, by ",
                        "(incident 42); lift it with: gitops hold --all --in staging --release");
        JsonNode again = line("--release", "-o", "json").json();
        assertThat(again.path("outcome").asText()).isEqualTo("upToDate");
        assertThat(again.path("stillStopped")).hasSize(1);
        assertThat(again.path("stillStopped").path(0).path("environment").asText())
                .isEqualTo("staging");
        assertThat(again.path("stillStopped").path(0).path("reason").asText()).isEqualTo("incident 42");
        assertThat(line("--release").out())
                .contains("the line has no stop of its own, but this stops some or all of it:");
    }

    @Test
    void aPartThatIsFreedTellsWhatStopsTheWhole() {
        assertThat(line("--in", "staging", "--release").out())
                .contains("the line in staging is free, but this still stops some or all of it:", "the line, by ");
    }

    @Test
    void whereNothingElseIsStoppedItIsFree() {
        hold("--in", "staging", "--release");
        assertThat(line("--release").out()).contains("the line is free\n").doesNotContain("stops");
        assertThat(line("--release").out()).contains("the line is not stopped");
    }

    @Test
    void anotherEnvironmentIsNotPartOfIt() {
        hold("--release");
        hold("--in", "dev");
        assertThat(line("--in", "dev", "--release").out()).doesNotContain("staging");
    }
}
