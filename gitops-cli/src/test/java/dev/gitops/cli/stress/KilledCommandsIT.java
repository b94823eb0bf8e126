package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Commands that are killed at a random moment and run again, on a repository that is a folder, with each store of records. One kill in three takes only the command, one takes its children too, and
 * one takes both while {@code git receive-pack} is at work. {@code -Dgitops.kills=N} for how many of each store, {@code -Dgitops.seed=N} for other moments,
 * {@code -Dgitops.postgres='{ url: jdbc:..., }'} for an empty database. The figures go to {@code target/kills.txt}.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledCommandsIT {

    private static final int KILLS = Integer.getInteger("gitops.kills", 5);
    private static final int LONGEST = Integer.getInteger("gitops.longest", 2_500);
    private static final int LONGEST_PUSH = 40;
    private static final Pattern LEFT = Pattern.compile("a Git that was killed left it; .* rm '([^']+)'");

    @TempDir
    Path folder;

    private final Map<String, Integer> killed = new TreeMap<>();
    private final Map<String, Long> took = new HashMap<>();

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
        Commands commands = Commands.on(folder, bare.toString(), 4, store, new HashMap<>());
        Random random = new Random(Long.getLong("gitops.seed", 7));
        Map<Integer, Integer> released = new TreeMap<>();
        Set<String> recordsBefore = Set.of();
        for (int i = 1; i <= KILLS; i++) {
            String[] command = command(i % 5, random.nextInt(3), i, released);
            kill(commands.start("killed", command), command[0], i % 3, random);
            long start = System.nanoTime();
            Said again = again(commands, command);
            took.put(command[0], (System.nanoTime() - start) / 1_000_000 + 1);
            assertThat(again.code())
                    .as(String.join(" ", command) + ", kill " + i + " on " + store + ": " + again.err() + again.out())
                    .isZero();
            Set<String> records = records(commands, "id");
            assertThat(records).containsAll(recordsBefore);
            recordsBefore = records;
        }
        for (Map.Entry<Integer, Integer> release : released.entrySet()) {
            int app = release.getKey();
            assertThat(commands.git(bare, "show", "main:apps/app-" + app + "/dev/deployment.yaml"))
                    .contains("app-" + app + ":" + release.getValue());
        }
        assertThat(commands.run("audit", "verify").code()).isZero();
        assertThat(records(commands, "commit"))
                .as("each change has its record")
                .containsAll(commands.git(bare, "log", "--grep=^GitOps-Operation: ", "--format=%H", "main")
                        .lines()
                        .toList());
        String held = commands.git(bare, "branch", "--list", "gitops/state");
        if (!held.isEmpty()) {
            assertThat(records(commands, "commit"))
                    .as("each hold has its record")
                    .containsAll(commands.git(bare, "log", "--grep=^GitOps-Operation: ", "--format=%H", "gitops/state")
                            .lines()
                            .toList());
        }
        assertThat(commands.git(bare, "fsck", "--no-dangling")).doesNotContain("error", "missing");
        try (Stream<Path> files = Files.walk(bare)) {
            assertThat(files.filter(file -> file.toString().endsWith(".lock"))).isEmpty();
        }
        Files.writeString(
                Path.of("target", "kills.txt"),
                store + ": " + KILLS + " rounds, killed while they ran " + killed + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void kill(Process process, String name, int how, Random random) throws InterruptedException {
        long until = (long) (random.nextDouble() * took.getOrDefault(name, (long) LONGEST));
        if (how == 2) {
            while (process.isAlive() && process.descendants().findAny().isEmpty()) {
                Thread.sleep(1);
            }
            until = random.nextInt(LONGEST_PUSH);
        }
        Thread.sleep(until);
        List<ProcessHandle> children =
                how == 0 ? List.of() : process.descendants().toList();
        if (process.isAlive()) {
            killed.merge(name, 1, Integer::sum);
            killed.merge("in Git", children.isEmpty() ? 0 : 1, Integer::sum);
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** The command once more; where it tells of a lock that a killed Git left, what it advises is done first. */
    private Said again(Commands commands, String... command) throws Exception {
        Said said = commands.run(command);
        Matcher left = LEFT.matcher(said.err());
        while (said.code() != 0 && left.find()) {
            Files.delete(Path.of(left.group(1)));
            killed.merge("locks told", 1, Integer::sum);
            said = commands.run(command);
            left = LEFT.matcher(said.err());
        }
        return said;
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
            case 4 -> {
                // of an application that nothing is released to, so that nothing is in its way
                return round % 2 == 0
                        ? new String[] {"hold", "app-3", "--in", "dev", "--reason", "round " + round}
                        : new String[] {"hold", "app-3", "--in", "dev", "--release"};
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

    /** That field of all records that have it. */
    private static Set<String> records(Commands commands, String field) throws Exception {
        Said said = commands.run("audit", "search", "-o", "json", "--limit", "1000");
        assertThat(said.code()).as(said.err()).isZero();
        Set<String> values = new HashSet<>();
        Json.parse(said.out())
                .path("records")
                .forEach(record -> values.add(record.path(field).asText()));
        return values;
    }
}
