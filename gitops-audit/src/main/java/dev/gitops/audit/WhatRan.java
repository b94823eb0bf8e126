package dev.gitops.audit;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RanAt;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordMatcher;
import dev.gitops.spi.AuditStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What ran at a time: for each application and environment its last verified deployment at or before then. */
public final class WhatRan {

    private static final Comparator<RecordGlance> BY_TIME =
            Comparator.comparing(RecordGlance::ended).thenComparing(RecordGlance::id);

    private WhatRan() {}

    /** A record at a glance, and its bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(RecordGlance record, byte[] json) {}

    /**
     * Asks for one application and environment, by the index.
     *
     * @param store the store
     * @param app the application
     * @param environment the environment
     * @param time the time
     * @return the record of the deployment that made what ran; empty where nothing had been verified yet
     */
    public static Optional<DeploymentRecord> at(
            AuditStore store, String app, EnvironmentName environment, Instant time) {
        RecordQuery query =
                RanAt.query(time).app(app).environment(environment).limit(1).build();
        return store.search(query).records().stream().findFirst().filter(RanAt::isThere);
    }

    /**
     * Asks for everything, or what a query narrows, by reading the trail once.
     *
     * @param store the store
     * @param narrowing application, environment and what else must match; its times, operations, outcomes and page do not count
     * @param time the time
     * @return the records by application, then environment
     */
    public static List<DeploymentRecord> at(AuditStore store, RecordQuery narrowing, Instant time) {
        if (narrowing.app().isPresent() && narrowing.environment().isPresent()) {
            return at(store, narrowing.app().get(), narrowing.environment().get(), time).stream()
                    .toList();
        }
        RecordMatcher deployments = RecordMatcher.of(RanAt.query(time)
                .app(narrowing.app())
                .environment(narrowing.environment())
                .build());
        Map<String, Seen> last = new TreeMap<>();
        ReadAhead<byte[], Seen> ahead = new ReadAhead<>(json -> new Seen(RecordGlance.of(json), json), seen -> {
            if (deployments.matches(seen.record())) {
                String place = seen.record().app() + " " + seen.record().environment();
                last.merge(place, seen, (a, b) -> BY_TIME.compare(a.record(), b.record()) > 0 ? a : b);
            }
            return true;
        });
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
        return matching(
                last.values().stream()
                        .map(seen -> RecordJson.read(seen.json()))
                        .filter(RanAt::isThere)
                        .toList(),
                narrowing);
    }

    private static List<DeploymentRecord> matching(Collection<DeploymentRecord> records, RecordQuery narrowing) {
        RecordMatcher rest = RecordMatcher.of(RecordQuery.builder()
                .from(narrowing)
                .operations(List.of())
                .outcomes(List.of())
                .since(Optional.empty())
                .until(Optional.empty())
                .build());
        return records.stream().filter(rest::matches).toList();
    }
}
