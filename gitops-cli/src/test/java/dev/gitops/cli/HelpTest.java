package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    private static String[] words(String command, String option) {
        return (command + " " + option).split(" ");
    }
}
