package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.record.Ulid;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that appends records with several threads, and prints each id when it is acknowledged. */
public final class AppendingProcess {

    private AppendingProcess() {}

    /** Arguments: kind, home, the store's option as {@code key=value}, threads, records a thread. */
    public static void main(String[] arguments) throws InterruptedException {
        String[] option = arguments[2].split("=", 2);
        int threads = Integer.parseInt(arguments[3]);
        int records = Integer.parseInt(arguments[4]);
        PrintStream out = System.out;
        Ulid ids = new Ulid(Clock.systemUTC(), new SecureRandom());
        try (AuditStore store = TestStores.open(
                arguments[0],
                Path.of(arguments[1]),
                Map.of(option[0], option[1]),
                Map.of("GITOPS_AUDIT_USER", "postgres"))) {
            List<Thread> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                TestRecords maker = new TestRecords(ProcessHandle.current().pid() * 100 + i, 5, Duration.ofSeconds(1));
                Thread thread = new Thread(() -> {
                    for (int n = 0; n < records; n++) {
                        DeploymentRecord record = DeploymentRecord.builder()
                                .from(maker.next())
                                .id(ids.next())
                                .build();
                        store.append(record);
                        synchronized (out) {
                            out.println(record.id());
                            out.flush();
                        }
                    }
                });
                running.add(thread);
                thread.start();
            }
            for (Thread thread : running) {
                thread.join();
            }
        }
    }

    /** Starts such a process. */
    static Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
