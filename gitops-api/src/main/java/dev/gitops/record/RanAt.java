package dev.gitops.record;

import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import java.time.Instant;

/** The one rule for what ran at a time: the last deployment, or heal, that was verified at or before it. */
public final class RanAt {

    private RanAt() {}

    /**
     * The deployments that can have made what ran at a time, newest first.
     *
     * @param time the time, included
     * @return a query to be narrowed to an application and environment
     */
    public static ImmutableRecordQuery.Builder query(Instant time) {
        return RecordQuery.builder()
                .addOperations(Operation.DEPLOY, Operation.HEAL)
                .addOutcomes("verified", "unchanged")
                .until(time.plusNanos(1));
    }
}
