package dev.gitops.record;

import dev.gitops.api.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the latest record of each application in each environment out of all that it sees. */
public final class NewestRecords {

    private final Set<String> operations;
    private final Set<String> outcomes;
    private final Map<Place, Seen> newest = new HashMap<>();

    private record Place(String app, String environment) {}

    private record Seen(
            RecordGlance glance,
            @SuppressWarnings("ArrayRecordComponent") byte[] json,
            boolean last) {

        /** Of those that ended at the same time, the one that is seen last is the latest. */
        Seen then(Seen now) {
            return now.glance.ended().isBefore(glance.ended()) ? new Seen(glance, json, false) : now;
        }

        LatestRecord latest() {
            return new LatestRecord(glance, new String(json, StandardCharsets.UTF_8), last);
        }
    }

    /**
     * Has seen nothing yet.
     *
     * @param operations records of other operations are passed over
     * @param outcomes records of other outcomes are passed over
     */
    public NewestRecords(Set<Operation> operations, Set<String> outcomes) {
        this.operations = operations.stream().map(Operation::word).collect(Collectors.toSet());
        this.outcomes = Set.copyOf(outcomes);
    }

    /**
     * Sees a record.
     *
     * @param record a record, in the order of the trail
     * @param json its bytes; not changed afterwards
     */
    public void see(RecordGlance record, byte[] json) {
        if (operations.contains(record.operation()) && outcomes.contains(record.outcome())) {
            newest.merge(new Place(record.app(), record.environment()), new Seen(record, json, true), Seen::then);
        }
    }

    /** {@return the latest of each that was seen, in no order} */
    public Collection<LatestRecord> all() {
        return newest.values().stream().map(Seen::latest).toList();
    }
}
