package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A hostile value in each argument is refused with a clear error, and nothing is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileArgumentsTest {

    private static final String HERE = "@@";
    private static final String GOOD = CommandWorld.IMAGE + ":9";

    private static final List<String> VALUES = List.of(
            "\"'; rm -rf /",
            "two\nlines",
            "$(touch pwned)",
            "${jndi:ldap://x}",
            "../../etc/passwd",
            "nul\u0000byte",
            "right\u202eto left",
            "x".repeat(1_000_000),
            "-x",
            "a..b");

    private static final List<List<String>> PLACES = List.of(
            List.of("status", HERE),
            List.of("history", HERE),
            List.of("history", "shop", "--in", HERE),
            List.of("render", HERE, "dev"),
            List.of("render", "shop", HERE),
            List.of("render", "shop", "dev", "--commit", HERE),
            List.of("release", HERE, "--image", GOOD, "--to", "dev"),
            List.of("release", "shop", "--image", HERE, "--to", "dev"),
            List.of("release", "shop", "--image", GOOD, "--to", HERE),
            List.of("release", "shop", "--image", GOOD, "--to", "dev", "--build", HERE),
            List.of("release", "shop", "--image", GOOD, "--to", "dev", "--source-commit", HERE),
            List.of("release", "shop", "--image", GOOD, "--to", "dev", "--build-url", HERE),
            List.of("promote", "shop", "--from", HERE, "--to", "staging"),
            List.of("promote", "shop", "--from", "dev", "--to", HERE),
            List.of("rollback", "shop", "--in", HERE),
            List.of("rollback", "shop", "--in", "dev", "--to", HERE),
            List.of("deploy", "shop", HERE),
            List.of("deploy", "shop", "dev", "--commit", HERE),
            List.of("deploy", "shop", "dev", "--approved-by", "bob", "--approval-url", HERE),
            List.of("deploy", "shop", "dev", "--approved-by", "bob", "--diff-digest", HERE),
            List.of("deploy", "shop", "dev", "--approved-by", HERE),
            List.of("deploy", "shop", "dev", "--prune-confirm", HERE),
            List.of("notify", HERE, "dev", "--operation", "deploy", "--reason", "failed"),
            List.of("notify", "shop", HERE, "--operation", "deploy", "--reason", "failed"),
            List.of("notify", "shop", "dev", "--operation", HERE, "--reason", "failed"),
            List.of("audit", "search", "--in", HERE),
            List.of("audit", "search", "--operation", HERE),
            List.of("audit", "search", "--outcome", HERE),
            List.of("audit", "search", "--since", HERE),
            List.of("audit", "search", "--until", HERE),
            List.of("audit", "search", "--at", HERE),
            List.of("audit", "search", "--limit", HERE),
            List.of("audit", "metrics", "--period", HERE),
            List.of("audit", "export", "--format", HERE),
            List.of("affected", "--from", HERE, "--to", "0".repeat(40)),
            List.of("parity", "shop", "dev", HERE),
            List.of("diff", HERE, "dev"),
            List.of("hold", "shop", "--in", HERE),
            List.of("set", "shop", HERE, "a=b"),
            List.of("init", "app", HERE),
            List.of("init", "app", "fine", "--image", HERE),
            List.of("init", "app", "fine", "--team", HERE),
            List.of("init", "rbac", HERE),
            List.of("jobs", "plan", "--source", HERE),
            List.of("check", "--clone", HERE),
            List.of(HERE));

    @TempDir
    private static Path folder;

    private CommandWorld world;

    @BeforeEach
    void makeRepositoriesOnce() throws Exception {
        if (world == null) {
            world = CommandWorld.in(folder);
        }
    }

    static Stream<Arguments> places() {
        return PLACES.stream().map(place -> Arguments.of(String.join(" ", place), place));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void isRefused(String name, List<String> place) throws Exception {
        String before = world.refs();
        for (String value : VALUES) {
            String[] words = Stream.concat(place.stream(), Stream.of("-o", "json"))
                    .map(word -> word.equals(HERE) ? value : word)
                    .toArray(String[]::new);
            Said said = world.run(words);
            String about = value.length() > 100 ? "1 MB" : value;
            assertThat(said.code()).as(about + ": " + said.err()).isEqualTo(2);
            JsonNode error = said.json().path("error");
            assertThat(error.path("problems")).as(about).isNotEmpty();
            assertThat(error.path("message").asText()).as(about).hasSizeBetween(1, 5_000);
            assertThat(said.err()).as(about).doesNotContain("defect", "\u202e", "\u0000");
        }
        assertThat(world.refs()).isEqualTo(before);
    }
}
