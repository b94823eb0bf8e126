package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others wrote, in the hands of a terminal. */
class ShownOutputTest {

    private static final String HOSTILE = "Eve\u001B[31m\u0007\u202Egnp\u009B2J";

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void make() throws Exception {
        world = CommandWorld.in(folder);
    }

    private static void assertHarmless(Said said) {
        assertThat(said.out() + said.err())
                .doesNotContain("\u001B", "\u0007", "\u202E", "\u009B")
                .contains("Eve");
    }

    private void git(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_AUTHOR_NAME",
                        HOSTILE,
                        "GIT_AUTHOR_EMAIL",
                        "eve@example.com",
                        "GIT_COMMITTER_NAME",
                        HOSTILE,
                        "GIT_COMMITTER_EMAIL",
                        "eve@example.com",
                        "LC_ALL",
                        "C.UTF-8"));
        Process git = builder.start();
        String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(text).isZero();
    }

    /** A clone to which somebody else pushes. */
    private Path clone(String branch) throws IOException, InterruptedException {
        Path clone = folder.resolve("clone-" + branch.replace('/', '-'));
        git(folder, "clone", "-q", folder.resolve("config.git").toString(), clone.toString());
        if (!branch.equals("main")) {
            git(clone, "checkout", "-q", "--orphan", branch);
            git(clone, "rm", "-rqf", ".");
        }
        return clone;
    }

    private void push(Path clone, String branch, String message) throws IOException, InterruptedException {
        git(clone, "add", "-A");
        git(clone, "commit", "-q", "-m", message);
        git(clone, "push", "-q", "origin", "HEAD:" + branch);
    }

    @Test
    void historyShowsAnAuthorsNameWithoutWhatATerminalObeys() throws Exception {
        Path clone = clone("main");
        Path file = clone.resolve("apps/plain/dev/deployment.yaml");
        Files.writeString(file, Files.readString(file).replace(":1.0.0", ":1.0.1"));
        push(clone, "main", "change\n\nReason: two\u2028lines");
        Said text = world.run("history", "plain", "--in", "dev");
        assertHarmless(text);
        assertThat(text.out()).contains("Eve<U+001B>[31m<U+0007><U+202E>gnp<U+009B>2J");
        Said json = world.run("history", "plain", "--in", "dev", "-o", "json");
        assertHarmless(json);
        assertThat(json.json().get(0).path("by").asText()).contains(HOSTILE);
    }

    @Test
    void statusShowsAHoldThatSomebodyElseWrote() throws Exception {
        Path clone = clone("gitops/state");
        Path file = clone.resolve("holds/plain/dev.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"by\": \"Eve\\u001b[31m\\u0007\\u202e\\u009b2J\", \"since\": \"2026-01-01T00:00:00Z\", \"reason\": \"x\\nplain staging verified\"}");
        push(clone, "gitops/state", "hold");
        Said said = world.run("status", "plain");
        assertHarmless(said);
        assertThat(said.out().lines().filter(line -> line.startsWith("plain"))).hasSize(2);
        assertHarmless(
                world.run("release", "plain", "--image", "registry.example.com/payments/plain:2", "--to", "dev"));
    }

    @Nested
    class Arguments {

        @Test
        void thatBeginWithAtAreNoFiles() throws Exception {
            Path secret = Files.writeString(folder.resolve("secret"), "hunter2-top-secret --to dev\n");
            for (List<String> words : List.of(
                    List.of("status", "@" + secret),
                    List.of("release", "plain", "--image", "@" + secret, "--to", "dev"))) {
                Said said = world.run(words.toArray(String[]::new));
                assertThat(said.code()).isEqualTo(2);
                assertThat(said.out() + said.err()).doesNotContain("hunter2");
            }
        }

        @Test
        void neverRepeatALogin() throws Exception {
            Said said = world.run(
                    "release", "plain", "--image", "https://deliver:hunter2@registry.example.com/x:1", "--to", "dev");
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.out() + said.err()).doesNotContain("hunter2");
        }

        @Test
        void withATokenReachGitWithoutIt() throws Exception {
            String token = "ghp_" + "a1B2".repeat(9);
            Said said = world.run(
                    "release",
                    "plain",
                    "--image",
                    "registry.example.com/payments/plain:2",
                    "--to",
                    "dev",
                    "--reason",
                    "works with " + token + " and password=hunter2now");
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(world.message())
                    .contains("Reason: works with [redacted] and password=[redacted]")
                    .doesNotContain(token, "hunter2");
        }
    }
}
