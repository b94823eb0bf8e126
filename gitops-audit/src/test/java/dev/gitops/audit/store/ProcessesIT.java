package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.audit.TestStores;
import dev.gitops.record.RecordJson;
import dev.gitops.record.Ulid;
import dev.gitops.spi.AuditStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes at one store, and processes that are killed. {@code -Dgitops.audit.kills=100} kills as often as the benchmarks do. */
class ProcessesIT {

    private static final int PROCESSES = 4;
    private static final int THREADS = 8;
    private static final int RECORDS = 10;
    /** A commit each, and two machines that race for the branch. */
    private static final int RECORDS_GIT = 2;

    private static final int KILLS = Integer.getInteger("gitops.audit.kills", 6);

    @TempDir
    Path home;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private String option(String kind) {
        return switch (kind) {
            case "postgres" -> "url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            case "sqlite" -> "path=trail.sqlite";
            case "git" -> "remote=" + home.resolve("remote.git");
            default -> "path=trail";
        };
    }

    /** With {@code git}, every second process is on another machine: it has a cache of its own. */
    private Path home(String kind, int process) {
        return kind.equals("git") ? home.resolve("machine" + process % 2) : home;
    }

    private AuditStore open(String kind) {
        String[] option = option(kind).split("=", 2);
        return TestStores.open(
                kind, home(kind, 0), Map.of(option[0], option[1]), Map.of("GITOPS_AUDIT_USER", "postgres"));
    }

    private static List<String> trail(AuditStore store) {
        List<String> ids = new ArrayList<>();
        store.read(0, (index, json) -> ids.add(RecordJson.read(json).id()));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite", "postgres", "git"})
    void thirtyTwoWritersInFourProcessesLoseNothing(String kind) throws Exception {
        open(kind).close();
        int records = kind.equals("git") ? RECORDS_GIT : RECORDS;
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(AppendingProcess.start(
                    home.resolve("out" + i), kind, home(kind, i).toString(), option(kind), "" + THREADS, "" + records));
        }
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            assertThat(processes.get(i).waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(processes.get(i).exitValue()).isZero();
            acknowledged.addAll(Files.readAllLines(home.resolve("out" + i)));
        }
        assertThat(acknowledged).hasSize(PROCESSES * THREADS * records).doesNotHaveDuplicates();
        try (AuditStore store = open(kind)) {
            assertThat(trail(store)).containsAll(acknowledged);
            assertThat(store.verify().firstProblem()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite", "postgres", "git"})
    void aKilledProcessLosesNothingThatWasAcknowledged(String kind) throws Exception {
        Random random = new Random(1);
        open(kind).close();
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Path output = home.resolve("out" + i);
            Process process =
                    AppendingProcess.start(output, kind, home(kind, i).toString(), option(kind), "4", "1000000");
            for (int n = 0; n < 600 && (!Files.exists(output) || Files.size(output) == 0); n++) {
                Thread.sleep(10);
            }
            Thread.sleep(random.nextInt(60));
            process.destroyForcibly().waitFor();
            Files.readAllLines(output).stream().filter(Ulid::isUlid).forEach(acknowledged::add);
            try (AuditStore store = open(kind)) {
                assertThat(store.verify().firstProblem())
                        .as("after kill %d", i + 1)
                        .isEmpty();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
        try (AuditStore store = open(kind)) {
            assertThat(trail(store)).containsAll(acknowledged);
        }
    }
}
