package dev.gitops.engine.workspace;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordGlance;
import dev.gitops.spi.AuditStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the records say of an environment's deployments. */
public record Evidence(Place place) {

    private static final Set<Operation> DEPLOYMENTS = Set.of(Operation.DEPLOY, Operation.HEAL);
    private static final Set<String> VERIFIED = Set.of("verified", "unchanged");
    private static final Set<String> DELIVERED = Set.of("verified", "unchanged", "failed", "aborted");

    /** The newest verified deployment. */
    public Optional<DeploymentRecord> lastVerified() {
        return verified(1).stream().findFirst();
    }

    /** The verified deployments, newest first. */
    public List<DeploymentRecord> verified(int limit) {
        return search(VERIFIED, limit).records();
    }

    /** The newest deployment that reached the cluster, verified, failed or aborted. */
    public Optional<DeploymentRecord> lastDelivered() {
        return search(DELIVERED, 1).records().stream().findFirst();
    }

    /** The newest deployment of each environment of each application that reached the cluster, in one pass over a workspace's records. */
    public static Map<AppEnvironment, RecordGlance> lastDelivered(Workspace workspace) {
        Map<AppEnvironment, RecordGlance> newest = new HashMap<>();
        for (RecordGlance record : workspace.records().newest(DEPLOYMENTS, DELIVERED)) {
            newest.put(new AppEnvironment(record.app(), EnvironmentName.of(record.environment())), record);
        }
        return newest;
    }

    /** The deployments that reached the cluster, newest first. */
    public List<DeploymentRecord> delivered(int limit) {
        return search(DELIVERED, limit).records();
    }

    /** Whether anything was ever deployed. */
    public boolean any() {
        return search(Set.of(), 0).total() > 0;
    }

    private AuditStore.Page search(Set<String> outcomes, int limit) {
        return place.workspace()
                .records()
                .search(RecordQuery.builder()
                        .app(place.app().name())
                        .environment(place.environment().name())
                        .operations(DEPLOYMENTS)
                        .outcomes(outcomes)
                        .limit(limit)
                        .build());
    }
}
