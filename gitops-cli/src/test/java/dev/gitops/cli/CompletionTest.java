package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code gitops completion}, played in the shells themselves. What they ask {@code gitops words} for is answered by the question. */
class CompletionTest {

    @TempDir
    Path folder;

    private Path script(String shell) throws Exception {
        return Files.writeString(
                folder.resolve("gitops." + shell),
                CommandWorld.bare("completion", shell).out());
    }

    private static void needs(String shell) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
        assumeTrue(there, "skipped: no " + shell + " here");
    }

    private String played(String... command) throws Exception {
        Path said = folder.resolve("said");
        Process shell = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve("empty")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    @Nested
    class InBash {

        private Path script;

        @BeforeEach
        void write() throws Exception {
            needs("bash");
            script = Files.writeString(
                    script("bash"),
                    CommandWorld.bare("completion", "bash").out()
                            + "function gitops() { echo \"$@\" | tr ' ' '-'; }\n");
        }

        private String completed(String... words) throws Exception {
            String typed = Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            return played(
                    "bash",
                    "-c",
                    "source '" + script + "'; COMP_WORDS=(" + typed + "); COMP_CWORD=" + (words.length - 1)
                            + "; COMP_LINE='" + String.join(" ", words)
                            + "'; _complete_gitops; printf '%s\\n' \"${COMPREPLY[@]}\"");
        }

        @Test
        void completesCommandsAndOptions() throws Exception {
            assertThat(completed("gitops", "sta")).contains("status");
            assertThat(completed("gitops", "jobs", "")).contains("plan", "render");
            assertThat(completed("gitops", "audit", "")).contains("checkpoint", "prove", "verify");
            assertThat(completed("gitops", "audit", "prove", "--si")).contains("--since");
            assertThat(completed("gitops", "release", "--im")).contains("--image");
            assertThat(completed("gitops", "status", "-o", "")).contains("json", "text");
            assertThat(completed("gitops", "deploy", "shop", "--")).contains("--dry-run");
        }

        @Test
        void completesWhatTheInventoryHas() throws Exception {
            assertThat(completed("gitops", "deploy", "")).isEqualTo("words-apps\n");
            assertThat(completed("gitops", "deploy", "shop", "")).isEqualTo("words-environments-shop\n");
            assertThat(completed("gitops", "promote", "shop", "--to", "")).isEqualTo("words-environments-shop\n");
            assertThat(completed("gitops", "status", "--in", "")).isEqualTo("words-environments\n");
            assertThat(completed("gitops", "rollback", "shop", "--to", "")).isEqualTo("words-commits-shop\n");
            assertThat(completed("gitops", "release", "shop", "--image", "")).isEqualTo("words-releases-shop\n");
            assertThat(completed("gitops", "review", "--from", ""))
                    .as("a branch is no environment")
                    .doesNotContain("words");
        }
    }

    @Nested
    class InFish {

        private List<String> completed(String line) throws Exception {
            needs("fish");
            Path play = Files.writeString(folder.resolve("play.fish"), """
                    function gitops; string join - $argv; end
                    source '%s'
                    complete -C '%s'
                    """.formatted(script("fish"), line));
            return played("fish", "--no-config", play.toString())
                    .lines()
                    .map(candidate -> candidate.split("\t")[0])
                    .toList();
        }

        @Test
        void completesCommandsAndOptions() throws Exception {
            assertThat(completed("gitops sta")).containsExactly("status");
            assertThat(completed("gitops jobs ")).contains("plan", "render").doesNotContain("status");
            assertThat(completed("gitops audit prove --si")).containsExactly("--since");
            assertThat(completed("gitops release --im")).containsExactly("--image");
            assertThat(completed("gitops deploy shop --")).contains("--dry-run").doesNotContain("--image");
        }

        @Test
        void completesWhatTheInventoryHas() throws Exception {
            assertThat(completed("gitops deploy ")).containsExactly("words-apps");
            assertThat(completed("gitops deploy shop ")).containsExactly("words-environments-shop");
            assertThat(completed("gitops promote shop --to ")).containsExactly("words-environments-shop");
            assertThat(completed("gitops status --in ")).containsExactly("words-environments");
            assertThat(completed("gitops rollback shop --to ")).containsExactly("words-commits-shop");
            assertThat(completed("gitops release shop --image ")).containsExactly("words-releases-shop");
        }

        @Test
        void offersFilesForWhatIsOneAndForNothingElse() throws Exception {
            Files.createDirectories(folder.resolve("empty/a-folder"));

            assertThat(completed("gitops check --clone ")).containsExactly("a-folder/");
            assertThat(completed("gitops review --from ")).isEmpty();
            assertThat(completed("gitops status -o ")).contains("json", "text").doesNotContain("a-folder/");
            assertThat(completed("gitops set shop dev ")).doesNotContain("a-folder/");
        }
    }

    @Nested
    class InZsh {

        /** What a person who types this and presses Tab and Enter starts. */
        private String started(String typed) throws Exception {
            needs("zsh");
            Path play = Files.writeString(folder.resolve("play.zsh"), """
                    zmodload zsh/zpty
                    zpty terminal zsh -f -i
                    zpty -w terminal "PROMPT=; autoload -Uz compinit; compinit -u -D; source '%s'"
                    zpty -w terminal 'gitops() { [[ $1 = words ]] && echo ${(j:-:)@} || echo "sta""rted $@;" }'
                    zpty -w terminal 'echo "rea""dy"'
                    zpty -r terminal said '*ready*'
                    zpty -w terminal '%s'$'\t'
                    zpty -r terminal said '*started *;*'
                    print -r -- ${${said#*started }%%%%;*}
                    zpty -d terminal
                    """.formatted(script("zsh"), typed));
            return played("zsh", "-f", play.toString()).strip();
        }

        @Test
        void completesCommandsAndOptions() throws Exception {
            assertThat(started("gitops sta")).isEqualTo("status");
            assertThat(started("gitops jobs pl")).isEqualTo("jobs plan");
            assertThat(started("gitops release --im")).isEqualTo("release --image");
        }

        @Test
        void completesWhatTheInventoryHas() throws Exception {
            assertThat(started("gitops deploy ")).isEqualTo("deploy words-apps");
            assertThat(started("gitops promote shop --to ")).isEqualTo("promote shop --to words-environments-shop");
            assertThat(started("gitops rollback shop --to ")).isEqualTo("rollback shop --to words-commits-shop");
        }
    }

    @Test
    void knowsTheWordsToCompleteWith(@TempDir Path folder) throws Exception {
        CommandWorld world = CommandWorld.in(folder);
        assertThat(world.run("words", "apps").out()).isEqualTo("shop\nplain\n");
        assertThat(world.run("words", "environments", "plain").out()).isEqualTo("dev\nstaging\n");
        assertThat(world.run("words", "releases", "shop").out()).isEqualTo(CommandWorld.IMAGE + ":1.0.0\n");
        assertThat(world.run("words", "commits", "shop").out().strip()).isEqualTo(world.tip());
        assertThat(CommandWorld.bare("words", "apps", "--inventory", "nowhere.yaml")
                        .code())
                .isZero();
    }

    @Test
    void knowsNoOtherShell() {
        assertThat(CommandWorld.bare("completion", "tcsh").code()).isEqualTo(2);
    }
}
