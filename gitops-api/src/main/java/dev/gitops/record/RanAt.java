package dev.gitops.record;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import java.time.Instant;

/** The one rule for what ran at a time: the last deployment, or heal, that was verified at or before it, unless the application was taken out of the cluster after that. */
public final class RanAt {

    private RanAt() {}

    /**
     * Whether the newest record of a query is of something that ran.
     *
     * @param newest the record
     * @return false where it took the application out of the cluster
     */
    public static boolean isThere(DeploymentRecord newest) {
        return newest.operation() != Operation.UNDEPLOY;
    }

    /**
     * The deployments that can have made what ran at a time, newest first.
     *
     * @param time the time, included
     * @return a query to be narrowed to an application and environment
     */
    public static ImmutableRecordQuery.Builder query(Instant time) {
        return RecordQuery.builder()
                .addOperations(Operation.DEPLOY, Operation.HEAL, Operation.UNDEPLOY)
                .addOutcomes("verified", "unchanged")
                .until(time.plusNanos(1));
    }
}
