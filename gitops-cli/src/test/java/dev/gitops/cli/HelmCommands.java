package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on the repository of {@link HelmWorld}, manifests being published. */
abstract class HelmCommands {

    static final String IMAGE = "registry.example.com/payments/shop";

    @TempDir
    private Path folder;

    CommandWorld world;

    @BeforeEach
    void makeRepository() throws Exception {
        world = CommandWorld.of(folder, HelmWorld.published(), HelmWorld.files());
    }

    JsonNode json(int code, String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.addAll(List.of("-o", "json"));
        Said said = world.run(words.toArray(String[]::new));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said.json();
    }

    /** The first problem of a command that fails. */
    JsonNode problem(int code, String... arguments) {
        JsonNode error = json(code, arguments).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        return error.path("problems").get(0);
    }

    String outcome(String... arguments) {
        return json(0, arguments).path("outcome").asText();
    }
}
