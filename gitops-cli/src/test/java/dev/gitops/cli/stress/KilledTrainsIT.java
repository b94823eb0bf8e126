package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Trains that are killed at a random moment while another one of the same applications is under way, and asked for again. {@code -Dgitops.kills=N} for how many, {@code -Dgitops.seed=N} for other moments.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledTrainsIT {

    private static final int APPS = 3;
    private static final int KILLS = Integer.getInteger("gitops.kills", 4);
    private static final int LONGEST = Integer.getInteger("gitops.longest", 4_000);
    private static final String[] TRAIN = {
        "promote", "--all", "--from", "dev", "--to", "staging", "--wait", "-o", "json"
    };

    @TempDir
    Path folder;

    @Test
    void landWholeOrNotAtAllAndConverge() throws Exception {
        Path bare = folder.resolve("infra.git");
        new ProcessBuilder("git", "init", "-q", "--bare", "-b", "main", bare.toString())
                .start()
                .waitFor();
        Commands commands = Commands.on(folder, bare.toString(), APPS, "git", new HashMap<>());
        Random random = new Random(Long.getLong("gitops.seed", 7));
        for (int round = 1; round <= KILLS; round++) {
            for (int app = 0; app < APPS; app++) {
                verified(commands, "app-" + app, round);
            }
            Process other = random.nextBoolean() ? commands.start("other", TRAIN) : null;
            Process killed = commands.start("killed", TRAIN);
            Thread.sleep(random.nextInt(LONGEST));
            List<ProcessHandle> children = killed.descendants().toList();
            killed.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            killed.waitFor();
            if (other != null) {
                assertThat(commands.wait("other", other).code()).isIn(0, 5);
            }

            Said again = commands.run(TRAIN);

            assertThat(again.code())
                    .as("round " + round + ": " + again.err() + again.out())
                    .isZero();
            String landed = commands.git(bare, "log", "--format=%H", "--grep=^GitOps-Operation: promote", "main");
            assertThat(landed.lines()).as("a commit a round").hasSize(round);
            String newest = landed.lines().findFirst().orElseThrow();
            String message = commands.git(bare, "show", "-s", "--format=%B", newest);
            for (int app = 0; app < APPS; app++) {
                assertThat(message)
                        .contains("GitOps-Image: app-" + app + "=registry.example.com/team/app-" + app + ":" + round);
                assertThat(commands.git(bare, "show", "rendered/staging:app-" + app + "/manifests.yaml"))
                        .contains("app-" + app + ":" + round);
            }
            assertThat(promoted(commands, newest))
                    .containsExactlyElementsOf(IntStream.range(0, APPS)
                            .mapToObj(app -> "app-" + app)
                            .toList());
        }
        assertThat(commands.run("audit", "verify").code()).isZero();
    }

    private static void verified(Commands commands, String app, int round) throws Exception {
        String image = "registry.example.com/team/" + app + ":" + round;
        Said released = commands.run("release", app, "--image", image, "--to", "dev", "--build", "" + round);
        assertThat(released.code()).as(released.err()).isZero();
        Said deployed = commands.run("deploy", app, "dev");
        assertThat(deployed.code()).as(deployed.err()).isZero();
    }

    /** The applications whose records name the commit, each once. */
    private static TreeSet<String> promoted(Commands commands, String commit) throws Exception {
        Said said = commands.run("audit", "search", "-o", "json", "--limit", "1000", "--operation", "promote");
        TreeSet<String> apps = new TreeSet<>();
        for (JsonNode record : Json.parse(said.out()).path("records")) {
            if (record.path("commit").asText().equals(commit)) {
                assertThat(apps.add(record.path("app").asText()))
                        .as("one record each")
                        .isTrue();
            }
        }
        return apps;
    }
}
