package dev.gitops.audit;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordedRefusal;
import dev.gitops.record.Ulid;
import dev.gitops.spi.AuditStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Half a year of a thousand applications, for {@code benchmarks/audit/simulate}. Arguments: folder of the inventory, how many records, when the past ends. */
public final class PastForBenchmarks {

    private static final int APPS = 1000;
    private static final int BATCH = 1000;
    private static final Duration LENGTH = Duration.ofDays(180);
    private static final List<String> ENVIRONMENTS = List.of("dev", "staging", "production");

    private final Random random = new Random(22);
    private final List<DeploymentRecord> batch = new ArrayList<>();
    private final int[] versions = new int[APPS];
    private final Duration step;
    private Instant now;
    private long made;

    private PastForBenchmarks(Instant end, long count) {
        now = end.minus(LENGTH);
        step = LENGTH.dividedBy(count + 1);
    }

    /** Makes it. */
    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[1]);
        PastForBenchmarks past = new PastForBenchmarks(Instant.parse(arguments[2]), count);
        try (AuditStore store = TestStores.open("file", Path.of(arguments[0]), Map.of("path", "records"), Map.of())) {
            while (past.made < count) {
                past.round(random(past));
                if (past.batch.size() >= BATCH) {
                    store.appendAll(past.batch);
                    past.batch.clear();
                }
            }
            store.appendAll(past.batch);
        }
    }

    private static int random(PastForBenchmarks past) {
        return past.random.nextInt(APPS);
    }

    /** A release of an application on its way, with what is refused on it. */
    private void round(int app) {
        int version = ++versions[app];
        add(app, "dev", Operation.RELEASE, "committed", version).build(version);
        deploy(app, "dev", version);
        for (int next = 1; next < ENVIRONMENTS.size(); next++) {
            String to = ENVIRONMENTS.get(next);
            EnvironmentName from = EnvironmentName.of(ENVIRONMENTS.get(next - 1));
            if (random.nextInt(4) == 0) {
                last = add(app, to, Operation.PROMOTE, "refused", version - 1)
                        .fromEnvironment(from)
                        .addRefusals(new RecordedRefusal("freeze", "windows.deny", now.plusSeconds(7200)));
            }
            last = add(app, to, Operation.PROMOTE, "committed", version).fromEnvironment(from);
            deploy(app, to, version);
        }
        flush();
    }

    private ImmutableDeploymentRecord.Builder last;

    private void flush() {
        if (last != null) {
            batch.add(last.build());
            last = null;
        }
    }

    private void deploy(int app, String environment, int version) {
        boolean failed = random.nextInt(20) == 0;
        add(app, environment, Operation.DEPLOY, failed ? "failed" : "verified", version)
                .manifestsDigest("sha256:" + digest(app, environment, version))
                .diffDigest("sha256:" + digest(version, environment, app))
                .cluster(environment)
                .delivery("apply")
                .decided(now.minusSeconds(20));
        if (failed) {
            add(app, environment, Operation.DEPLOY, "verified", version)
                    .manifestsDigest("sha256:" + digest(app, environment, version));
        }
    }

    private static String digest(int app, String environment, int version) {
        return String.format(
                "%016x%08x%08x%032x", (long) app * 1_000_003 + version, environment.hashCode(), version, 0);
    }

    private ImmutableDeploymentRecord.Builder add(
            int app, String environment, Operation operation, String outcome, int version) {
        flush();
        now = now.plus(step);
        made++;
        String commit = String.format("%08x%08x%024x", app, version, environment.hashCode() & 0xffffffffL);
        last = DeploymentRecord.builder()
                .id(new Ulid(Clock.fixed(now, ZoneOffset.UTC), random).next())
                .app("app-" + app)
                .environment(EnvironmentName.of(environment))
                .operation(operation)
                .outcome(outcome)
                .requestedBy("Alice Adams <alice@example.com>")
                .addImages(new ImageChange(
                        "app-" + app,
                        ImageRef.parse("registry.example.com/team/app-" + app + ":1." + (version - 1)),
                        ImageRef.parse("registry.example.com/team/app-" + app + ":1." + version)))
                .addSourceCommits(String.format("%040x", (long) app * 1_000_003 + version))
                .sourceTime(now.minusSeconds(7200))
                .commit(outcome.equals("refused") ? Optional.<String>empty() : Optional.of(commit))
                .started(now.minusSeconds(15))
                .ended(now)
                .buildUrl("https://jenkins.example.com/job/deploy/" + made + "/")
                .reason("the cart must not lose what is in it");
        return last;
    }
}
