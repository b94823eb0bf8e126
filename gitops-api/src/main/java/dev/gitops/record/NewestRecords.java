package dev.gitops.record;

import dev.gitops.api.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the newest record of each application in each environment out of all that it sees. */
public final class NewestRecords {

    private final Set<String> operations;
    private final Set<String> outcomes;
    private final Map<Place, RecordGlance> newest = new HashMap<>();

    private record Place(String app, String environment) {}

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
     * Sees a record; of those that ended at the same time, the one that is seen last is the newest.
     *
     * @param record a record, in the order of the trail
     */
    public void see(RecordGlance record) {
        if (operations.contains(record.operation()) && outcomes.contains(record.outcome())) {
            newest.merge(
                    new Place(record.app(), record.environment()),
                    record,
                    (before, now) -> now.ended().isBefore(before.ended()) ? before : now);
        }
    }

    /** {@return the newest of each that was seen, in no order} */
    public Collection<RecordGlance> all() {
        return newest.values();
    }
}
