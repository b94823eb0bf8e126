package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gitops.cli.stress.Commands.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands that are killed at a random moment and run again, on a repository that is a folder, with each store of records. {@code -Dgitops.kills=N} for how many of each, {@code -Dgitops.seed=N} for
 * other moments, {@code -Dgitops.postgres='{ url: jdbc:..., }'} for a database.
 */
class KilledCommandsIT {

    private static final int KILLS = Integer.getInteger("gitops.kills", 4);
    private static final int LONGEST = Integer.getInteger("gitops.longest", 2_500);

    @TempDir
    Path folder;

    static Stream<String> stores() {
        String postgres = System.getProperty("gitops.postgres", "");
        return Stream.concat(
                Stream.of("git", "{ file: { path: records } }", "{ sqlite: { path: records.db } }"),
                postgres.isEmpty() ? Stream.empty() : Stream.of("{ postgres: " + postgres + " }"));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void loseNothingAndConverge(String store) throws Exception {
        Path bare = folder.resolve("infra.git");
        new ProcessBuilder("git", "init", "-q", "--bare", "-b", "main", bare.toString())
                .start()
                .waitFor();
        Commands commands = Commands.on(folder, bare.toString(), 3, store, new HashMap<>());
        Random random = new Random(Long.getLong("gitops.seed", 7));
        Map<Integer, Integer> released = new TreeMap<>();
        Map<String, Integer> killed = new TreeMap<>();
        List<String> recordsBefore = List.of();
        for (int i = 1; i <= KILLS; i++) {
            int app = random.nextInt(3);
            String[] command = command(random.nextInt(4), app, i, released);
            Process process = commands.start("killed", command);
            Thread.sleep(random.nextInt(LONGEST));
            if (process.isAlive()) {
                killed.merge(command[0], 1, Integer::sum);
            }
            process.destroyForcibly().waitFor();
            Said again = commands.run(command);
            assertThat(again.code())
                    .as(String.join(" ", command) + ", kill " + i + " on " + store + ": " + again.err() + again.out())
                    .isZero();
            List<String> records = records(commands);
            assertThat(records).containsAll(recordsBefore);
            recordsBefore = records;
        }
        for (Map.Entry<Integer, Integer> release : released.entrySet()) {
            int app = release.getKey();
            assertThat(commands.git(bare, "show", "main:apps/app-" + app + "/dev/deployment.yaml"))
                    .contains("app-" + app + ":" + release.getValue());
        }
        assertThat(commands.run("audit", "verify").code()).isZero();
        assertThat(commands.git(bare, "fsck", "--no-dangling")).doesNotContain("error", "missing");
        try (Stream<Path> files = Files.walk(bare)) {
            assertThat(files.filter(file -> file.toString().endsWith(".lock"))).isEmpty();
        }
        assertThatCode(() -> commands.git(bare, "rev-parse", "main")).doesNotThrowAnyException();
        Files.writeString(
                Path.of(System.getProperty("java.io.tmpdir"), "gitops-kills.txt"),
                store + ": " + KILLS + " rounds, killed while they ran " + killed + "\n",
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }

    private static String[] command(int kind, int app, int round, Map<Integer, Integer> released) {
        String name = "app-" + app;
        switch (kind) {
            case 1 -> {
                return new String[] {"promote", name, "--from", "dev", "--to", "staging", "--unverified"};
            }
            case 2 -> {
                return new String[] {"deploy", name, "dev"};
            }
            case 3 -> {
                return new String[] {"audit", "verify"};
            }
            default -> {
                released.put(app, round);
                return new String[] {
                    "release",
                    name,
                    "--image",
                    "registry.example.com/team/" + name + ":" + round,
                    "--to",
                    "dev",
                    "--build",
                    Integer.toString(round)
                };
            }
        }
    }

    /** The ids of all records. */
    private static List<String> records(Commands commands) throws Exception {
        Said said = commands.run("audit", "search", "-o", "json", "--limit", "1000");
        assertThat(said.code()).as(said.err()).isZero();
        List<String> ids = new ArrayList<>();
        for (String line : said.out().split("\n")) {
            if (line.strip().startsWith("\"id\"")) {
                ids.add(line.strip());
            }
        }
        return ids;
    }
}
