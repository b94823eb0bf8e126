package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private static final List<String> COMMANDS = List.of(
            "init",
            "check",
            "release",
            "promote",
            "rollback",
            "deploy",
            "verify",
            "render",
            "diff",
            "parity",
            "drift",
            "affected",
            "status",
            "history",
            "hold",
            "set",
            "audit",
            "report",
            "simulate",
            "jobs",
            "kustomize",
            "demo",
            "doctor",
            "completion",
            "notify");

    @Test
    void listsEveryCommandOfTheContract() {
        assertThat(CommandWorld.bare("--help").out()).contains(COMMANDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "init config",
                "init app",
                "init rbac",
                "init argocd",
                "init flux",
                "check",
                "release",
                "promote",
                "rollback",
                "deploy",
                "verify",
                "render",
                "diff",
                "parity",
                "drift",
                "affected",
                "status",
                "history",
                "hold",
                "set",
                "audit",
                "audit search",
                "audit verify",
                "audit checkpoint",
                "audit prove",
                "audit export",
                "audit metrics",
                "audit replay",
                "report",
                "simulate",
                "jobs",
                "jobs plan",
                "jobs render",
                "kustomize",
                "demo",
                "doctor",
                "completion",
                "notify"
            })
    void isThereForEveryCommandWithItsVersion(String command) {
        Said help = CommandWorld.bare(words(command, "--help"));
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: gitops " + command);
        assertThat(CommandWorld.bare(words(command, "-h")).out()).isEqualTo(help.out());
        assertThat(CommandWorld.bare(words(command, "--version")).out()).startsWith("gitops ");
    }

    @Test
    void suggestsTheNearestCommandAndOption() {
        assertThat(CommandWorld.bare("staus").err()).contains("Did you mean", "gitops status");
        assertThat(CommandWorld.bare("status", "--vebose").err()).contains("--verbose");
        assertThat(CommandWorld.bare().code()).isEqualTo(2);
    }

    @Test
    void completesInBash(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("gitops.bash"),
                CommandWorld.bare("completion", "bash").out());
        assertThat(completed(script, "gitops", "sta")).contains("status");
        assertThat(completed(script, "gitops", "jobs", "")).contains("plan", "render");
        assertThat(completed(script, "gitops", "audit", "")).contains("checkpoint", "prove", "verify");
        assertThat(completed(script, "gitops", "audit", "prove", "--si")).contains("--since");
        assertThat(completed(script, "gitops", "release", "--im")).contains("--image");
        assertThat(completed(script, "gitops", "status", "-o", "")).contains("json", "text");
    }

    @Test
    void completesWhatTheInventoryHas(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("gitops.bash"),
                CommandWorld.bare("completion", "bash").out() + "function gitops() { echo \"$@\" | tr ' ' '-'; }\n");
        assertThat(completed(script, "gitops", "deploy", "")).isEqualTo("words-apps\n");
        assertThat(completed(script, "gitops", "deploy", "shop", "")).isEqualTo("words-environments-shop\n");
        assertThat(completed(script, "gitops", "promote", "shop", "--to", "")).isEqualTo("words-environments-shop\n");
        assertThat(completed(script, "gitops", "status", "--in", "")).isEqualTo("words-environments\n");
        assertThat(completed(script, "gitops", "rollback", "shop", "--to", "")).isEqualTo("words-commits-shop\n");
        assertThat(completed(script, "gitops", "release", "shop", "--image", ""))
                .isEqualTo("words-releases-shop\n");
        assertThat(completed(script, "gitops", "deploy", "shop", "--")).contains("--dry-run");
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
    void hasScriptsForZshAndFish() {
        assertThat(CommandWorld.bare("completion", "zsh").out()).contains("bashcompinit");
        assertThat(CommandWorld.bare("completion", "fish").out())
                .contains("-a release -d ", "'__fish_seen_subcommand_from release' -l image -r -F");
        assertThat(CommandWorld.bare("completion", "tcsh").code()).isEqualTo(2);
    }

    private static String completed(Path script, String... words) throws Exception {
        StringBuilder line = new StringBuilder("source '" + script + "'; COMP_WORDS=(");
        Stream.of(words).forEach(word -> line.append('\'').append(word).append("' "));
        line.append("); COMP_CWORD=").append(words.length - 1);
        line.append("; COMP_LINE='")
                .append(String.join(" ", words))
                .append("'; _complete_gitops; printf '%s\\n' \"${COMPREPLY[@]}\"");
        Process bash = new ProcessBuilder("bash", "-c", line.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String[] words(String command, String option) {
        return (command + " " + option).split(" ");
    }
}
