package dev.gitops.audit;

import com.sun.management.OperatingSystemMXBean;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.report.Report;
import dev.gitops.audit.report.ReportInputs;
import dev.gitops.spi.AuditStore;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Measures one store; {@code benchmarks/audit/run} calls it. Arguments: kind, folder, the store's option as {@code key=value}, how many records. */
public final class AuditBenchmark {

    private static final PrintStream OUT = System.out;
    private static final int BATCH = 1000;
    private static final int SINGLE = 500;
    private static final int SINGLE_GIT = 100;
    private static final int QUERIES = 300;
    private static final int APPS = 1000;

    private AuditBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        String kind = arguments[0];
        Path home = Path.of(arguments[1]);
        String[] option = arguments[2].split("=", 2);
        int count = Integer.parseInt(arguments[3]);
        TestRecords maker = new TestRecords(1, APPS, Duration.ofSeconds(20));
        try (AuditStore store =
                TestStores.open(kind, home, Map.of(option[0], option[1]), Map.of("GITOPS_AUDIT_USER", "postgres"))) {
            List<DeploymentRecord> sample = append(kind, store, maker, count);
            Watch watch = Watch.start();
            store.search(RecordQuery.builder().limit(1).build());
            line(kind, "first search (brings the index up to date)", watch.toString());
            search(kind, store, sample);
            watch = Watch.start();
            AuditStore.Verification found = store.verify();
            line(kind, "verify " + found.records() + " records, valid=" + found.valid(), watch.toString());
            watch = Watch.start();
            Report.write(
                    store,
                    ReportInputs.of(APPS, sample.get(sample.size() - 1).ended()),
                    home.resolve("report-" + kind));
            line(kind, "report", watch.toString());
            line(kind, "largest heap", heap() + " MB");
        }
    }

    private static List<DeploymentRecord> append(String kind, AuditStore store, TestRecords maker, int count)
            throws InterruptedException {
        List<DeploymentRecord> sample = new ArrayList<>();
        long making = 0;
        long began = System.nanoTime();
        for (int done = 0; done < count; done += BATCH) {
            long start = System.nanoTime();
            List<DeploymentRecord> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(maker.next());
            }
            sample.add(batch.get(done / BATCH % BATCH));
            making += System.nanoTime() - start;
            store.appendAll(batch);
        }
        double spent = (System.nanoTime() - began - making) / 1e9;
        line(kind, "append " + count + " in batches of " + BATCH, Math.round(count / spent) + " records/s");
        // A commit and a push each, so fewer of them.
        int single = kind.equals("git") ? SINGLE_GIT : SINGLE;
        began = System.nanoTime();
        for (int i = 0; i < single; i++) {
            store.append(maker.next());
        }
        line(
                kind,
                "append one by one, one thread",
                Math.round(single / ((System.nanoTime() - began) / 1e9)) + " records/s");
        List<Thread> threads = new ArrayList<>();
        began = System.nanoTime();
        for (int t = 0; t < 32; t++) {
            TestRecords own = new TestRecords(1000 + t, APPS, Duration.ofMillis(7919 + t));
            Thread thread = new Thread(() -> {
                for (int i = 0; i < single / 10; i++) {
                    store.append(own.next());
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        line(
                kind,
                "append one by one, 32 threads",
                Math.round(32 * (single / 10) / ((System.nanoTime() - began) / 1e9)) + " records/s");
        return sample;
    }

    private static void search(String kind, AuditStore store, List<DeploymentRecord> sample) {
        Random random = new Random(5);
        double[] millis = new double[QUERIES];
        String slowest = "";
        double most = 0;
        for (int i = -20; i < QUERIES; i++) {
            DeploymentRecord one = sample.get(random.nextInt(sample.size()));
            RecordQuery query = query(Math.floorMod(i, 12), one);
            long began = System.nanoTime();
            AuditStore.Page page = store.search(query);
            double spent = (System.nanoTime() - began) / 1e6;
            if (i >= 0) {
                millis[i] = spent;
                if (spent > most) {
                    most = spent;
                    slowest = query + " finds " + page.total();
                }
            }
        }
        Arrays.sort(millis);
        line(kind, "search p50", String.format("%.1f ms", millis[QUERIES / 2]));
        line(kind, "search p95", String.format("%.1f ms", millis[QUERIES * 95 / 100]));
        line(kind, "search slowest: " + slowest, String.format("%.1f ms", most));
    }

    /** The questions people ask, equally often. */
    private static RecordQuery query(int kind, DeploymentRecord one) {
        var query = RecordQuery.builder();
        return (switch (kind) {
                    case 0 -> query;
                    case 1 -> query.app(one.app());
                    case 2 -> query.app(one.app()).environment(EnvironmentName.PRODUCTION);
                    case 3 -> query.environment(EnvironmentName.PRODUCTION).addOutcomes("failed");
                    case 4 ->
                        query.person(one.requestedBy())
                                .since(one.ended())
                                .until(one.ended().plus(Duration.ofDays(2)));
                    case 5 ->
                        query.image(Objects.requireNonNull(one.images().get(0).after())
                                .digest()
                                .orElseThrow());
                    case 6 -> query.commit(one.commit().orElseThrow().substring(0, 10));
                    case 7 -> query.commit(one.sourceCommits().get(0));
                    case 8 -> query.changeRequest("#" + one.build().orElse(1));
                    case 9 -> query.since(one.ended()).until(one.ended().plus(Duration.ofHours(12)));
                    case 10 -> query.app(one.app()).text("crashed " + one.requestedBy());
                    default ->
                        query.app(one.app())
                                .addOperations(Operation.DEPLOY)
                                .addOutcomes("verified")
                                .until(one.ended())
                                .limit(1);
                })
                .build();
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(AuditBenchmark::peak)
                        .sum()
                / (1 << 20);
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }

    /** Wall clock and processor time since then; on a busy machine only the latter means much. */
    private record Watch(long began, long processor) {
        static Watch start() {
            return new Watch(System.nanoTime(), processorNanos());
        }

        private static long processorNanos() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }

        @Override
        public String toString() {
            return String.format(
                    "%.1f s (processor %.1f s)",
                    (System.nanoTime() - began) / 1e9, (processorNanos() - processor) / 1e9);
        }
    }

    private static void line(String kind, String what, String figure) {
        OUT.printf("| %s | %s | %s |%n", kind, what, figure);
    }
}
