package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Names;
import dev.gitops.audit.metrics.DeliveryMetrics;
import dev.gitops.audit.metrics.Fact;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the pages need of the records, read once: the figures, the newest of all, and the newest of each application. What is kept has a bound, however many records and applications there are. */
final class Trail {

    private static final int OF_AN_APP = 500;
    private static final int FEWEST_OF_AN_APP = 10;
    private static final int OF_ALL_APPS = 100_000;

    private final int most;
    private final DeliveryMetrics metrics = new DeliveryMetrics();
    private final Deque<Kept> newest = new ArrayDeque<>();
    private final Map<String, Deque<Kept>> ofApps = new HashMap<>();
    private final Map<String, Long> countsOfApps = new HashMap<>();
    private final Map<String, Long> countsOfEnvironments = new TreeMap<>();
    private int ofAnApp = OF_AN_APP;
    private int kept;
    private long total;

    private Trail(int most) {
        this.most = most;
    }

    /**
     * A record, whose bytes are only read whole where a page shows it.
     *
     * @param index its place in the trail
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(long index, String app, String environment, byte[] json) {
        DeploymentRecord read() {
            return RecordJson.read(json);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(Fact fact, byte[] json) {
        static Seen of(byte[] json) {
            return new Seen(Fact.of(RecordGlance.of(json)), json);
        }
    }

    /** Reads a store, and keeps so many of its newest records at the most. */
    static Trail of(AuditStore store, int most) {
        Trail trail = new Trail(most);
        ReadAhead<byte[], Seen> ahead = new ReadAhead<>(Seen::of, trail::add);
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
        return trail;
    }

    private boolean add(Seen seen) {
        metrics.add(seen.fact());
        String app = seen.fact().app();
        String environment = seen.fact().environment();
        Kept record = new Kept(total++, app, environment, seen.json());
        countsOfApps.merge(app, 1L, Long::sum);
        countsOfEnvironments.merge(environment, 1L, Long::sum);
        newest.addFirst(record);
        if (newest.size() > most) {
            newest.removeLast();
        }
        Deque<Kept> history = ofApps.computeIfAbsent(app, name -> new ArrayDeque<>());
        history.addFirst(record);
        kept++;
        trim(history);
        if (kept > OF_ALL_APPS && ofAnApp > FEWEST_OF_AN_APP) {
            ofAnApp = Math.max(FEWEST_OF_AN_APP, ofAnApp / 2);
            ofApps.values().forEach(this::trim);
        }
        return true;
    }

    private void trim(Deque<Kept> history) {
        while (history.size() > ofAnApp) {
            history.removeLast();
            kept--;
        }
    }

    DeliveryMetrics metrics() {
        return metrics;
    }

    long total() {
        return total;
    }

    Set<String> apps() {
        return ofApps.keySet();
    }

    /** Those with names that a file can have. */
    List<String> environments() {
        return countsOfEnvironments.keySet().stream().filter(Names::isLabel).toList();
    }

    long count(String app) {
        return countsOfApps.getOrDefault(app, 0L);
    }

    long countIn(String environment) {
        return countsOfEnvironments.getOrDefault(environment, 0L);
    }

    /** The newest of all, newest first, without the first few; not more than were kept. */
    List<Kept> newest(int from, int count) {
        return newest.stream().skip(from).limit(count).toList();
    }

    /** The newest of each environment, newest first. */
    Map<String, List<Kept>> byEnvironment() {
        Map<String, List<Kept>> byEnvironment = new HashMap<>();
        newest.forEach(record -> byEnvironment
                .computeIfAbsent(record.environment(), name -> new ArrayList<>())
                .add(record));
        return byEnvironment;
    }

    /** The newest of an application, newest first. */
    List<Kept> of(String app) {
        return List.copyOf(ofApps.getOrDefault(app, new ArrayDeque<>()));
    }

    /** The newest of some applications together, newest first. */
    List<Kept> of(Collection<String> apps, int count) {
        return apps.stream()
                .flatMap(app ->
                        ofApps.getOrDefault(app, new ArrayDeque<>()).stream().limit(count))
                .sorted(Comparator.comparingLong(Kept::index).reversed())
                .limit(count)
                .toList();
    }

    /** The histories of all applications, newest first. */
    Collection<List<byte[]>> histories() {
        return ofApps.values().stream()
                .map(history -> history.stream().map(Kept::json).toList())
                .toList();
    }
}
