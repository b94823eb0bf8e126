package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;
    private Path changed;

    @BeforeEach
    void releaseAndDeploy() throws Exception {
        world = CommandWorld.in(folder);
        assertThat(world.run("release", "plain", "--image", "registry.example.com/payments/plain:1.1.0", "--to", "dev")
                        .code())
                .isZero();
        assertThat(world.run("deploy", "plain", "dev").code()).isZero();
        assertThat(world.run("promote", "plain", "--from", "dev", "--to", "staging")
                        .code())
                .isZero();
        assertThat(world.run("deploy", "plain", "staging").code()).isZero();
        assertThat(world.run(
                                "release",
                                "plain",
                                "--image",
                                "registry.example.com/payments/plain:1.2.0",
                                "--to",
                                "staging")
                        .code())
                .isEqualTo(3);
        changed = folder.resolve("changed/apps.yaml");
        Files.createDirectories(changed.getParent());
        Files.writeString(
                changed,
                Files.readString(folder.resolve("apps.yaml"))
                        .replace(
                                "staging: { cluster: staging, namespace: staging, promotesFrom: [dev]",
                                "staging: { cluster: staging, namespace: staging, promotesFrom: [{ environment: dev, for: 2h }]"));
    }

    private Said changed(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--inventory=" + changed);
        return CommandWorld.bare(words.toArray(String[]::new));
    }

    @Test
    void theSameInventoryGivesTheSameVerdicts() {
        Said said = world.run("simulate", "-o", "json");
        assertThat(said.code()).as(said.err()).isZero();
        JsonNode json = said.json();
        assertThat(json.path("records").asLong()).isEqualTo(5);
        assertThat(json.path("verdicts").path("asRecorded").asLong()).isEqualTo(5);
        assertThat(json.path("differing").asLong()).isZero();
        assertThat(json.path("figures").path(0).path("was"))
                .isEqualTo(json.path("figures").path(0).path("would"));
    }

    @Test
    void anotherInventoryTellsWhatWouldHaveBeenDelayedAndUntilWhen() {
        JsonNode json = changed("simulate", "--since", "1d", "-o", "json").json();
        assertThat(json.path("verdicts").path("delayed").asLong()).isEqualTo(2);
        JsonNode first = json.path("differences").path(0);
        assertThat(first.path("operation").asText()).isEqualTo("promote");
        assertThat(first.path("was").asText()).isEqualTo("committed");
        assertThat(first.path("would").asText()).isEqualTo("delayed");
        assertThat(first.path("until").asText()).isGreaterThan(first.path("at").asText());
        assertThat(first.path("rules").path(0).path("kind").asText()).isEqualTo("soak");
        assertThat(first.path("rules").path(0).path("rule").asText()).isEqualTo("promotesFrom/dev");
    }

    @Test
    void peopleReadSentencesAndProgramsColumns() {
        String text = changed("simulate").out();
        assertThat(text)
                .contains("Replayed 5 records", "3 as recorded, 2 delayed", "2h are asked for", "Not replayed:");
        String csv = changed("simulate", "-o", "csv", "--app", "plain").out();
        assertThat(csv.lines()).hasSize(3).first().asString().startsWith("at,app,environment");
        assertThat(changed("simulate", "-o", "csv", "--in", "dev").out().lines())
                .hasSize(1);
    }

    @Test
    void recordsOfAnotherInventoryAreReadWhereTheChangedOneKeepsNone() throws Exception {
        Files.writeString(
                changed, Files.readString(changed).replace("store: git", "store: { file: { path: records } }"));
        assertThat(changed("simulate").out())
                .contains("Replayed 0 records", "has no records; name the inventory that has the past");
        assertThat(changed("simulate", "--past", folder.resolve("apps.yaml").toString())
                        .out())
                .contains("Replayed 5 records");
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        Said said = world.run("simulate", "--since", "soon");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("--since", "soon");
        assertThat(world.run("simulate", "--since", "1d", "--until", "2d").code())
                .isEqualTo(2);
        assertThat(world.run("simulate", "--by", "squad").code()).isEqualTo(2);
    }
}
