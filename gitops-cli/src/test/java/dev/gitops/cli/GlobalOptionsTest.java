package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of every command stand before the sub-command as well as after it. */
class GlobalOptionsTest {

    private CommandWorld world;

    @BeforeEach
    void makeWorld(@TempDir Path folder) throws Exception {
        world = CommandWorld.in(folder);
    }

    @Test
    void standBeforeACommand() {
        Said said = CommandWorld.bare("--inventory", world.inventory().toString(), "-o", "json", "status");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.json().isArray()).isTrue();
    }

    @Test
    void standBeforeACommandOfAGroupAndBetween() {
        String inventory = "--inventory=" + world.inventory();

        assertThat(CommandWorld.bare(inventory, "jobs", "plan", "-o", "json").json())
                .isEqualTo(world.run("jobs", "plan", "-o", "json").json());
        assertThat(CommandWorld.bare("jobs", inventory, "-o=json", "plan")
                        .json()
                        .path("create"))
                .isNotEmpty();
    }

    @Test
    void giveWayToWhatStandsNearerToTheEnd() {
        Said said = CommandWorld.bare(
                "--inventory=no-such.yaml",
                "--output",
                "json",
                "--reason=early",
                "hold",
                "shop",
                "--in=dev",
                "--reason=late",
                "--inventory=" + world.inventory());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(world.run("status", "shop", "-o", "json").out())
                .contains(": late\"")
                .doesNotContain("early");
    }

    @Test
    void tellAFailureInTheFormThatWasAskedForInFront() {
        Said said = CommandWorld.bare("-o", "json", "--inventory=no-such.yaml", "status");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.json().at("/error/message").asText()).contains("no-such.yaml");
    }

    @Test
    void aloneAreNoCommand() {
        Said said = CommandWorld.bare("--inventory=" + world.inventory());

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("subcommand").doesNotContain("Exception");
    }

    @Test
    void askForValuesOfColumnsWhereThereAreColumns() {
        assertThat(world.run("status", "-o", "csv").out())
                .startsWith("app,environment,wanted,deployed,when,by,seen,notes\r\n")
                .contains("plain,dev,registry.example.com/payments/plain:1.0.0,");
        assertThat(world.run("history", "shop", "-o", "csv").out())
                .startsWith("environment,commit,time,operation,release,by,outcome,reason\r\n")
                .contains("alice <alice@example.com>");
        assertThat(world.run("audit", "metrics", "-o", "csv").out()).startsWith("of,environment,deployments,");
        assertThat(world.run("audit", "search", "-o", "csv").out()).startsWith("id,started,ended,app,");
    }

    @Test
    void doNothingWhereTheyAskForWhatACommandDoesNotPrint() throws Exception {
        String before = world.refs();
        for (String format : new String[] {"csv", "markdown", "html"}) {
            Said said = world.run("hold", "shop", "--in", "dev", "-o", format);
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("-o " + format + ": gitops hold does not print that");
        }
        assertThat(world.refs()).isEqualTo(before);
    }
}
