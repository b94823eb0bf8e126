package dev.gitops.engine.workspace;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.policy.Bakes;
import dev.gitops.policy.RecordOrder;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordSignature;
import dev.gitops.spi.AuditStore;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the records say of an environment's deployments: where the inventory names keys, those records alone that one of them has signed. */
public record Evidence(Place place) {

    private static final Set<Operation> DEPLOYMENTS = Set.of(Operation.DEPLOY, Operation.HEAL, Operation.UNDEPLOY);
    private static final Set<Operation> LOOKED_AT =
            Set.of(Operation.DEPLOY, Operation.HEAL, Operation.DRIFT, Operation.UNDEPLOY);
    private static final Set<String> DELIVERED = Set.of("verified", "unchanged", "failed", "aborted");
    /** How many of the newest deployments are looked at where a few decide. */
    public static final int PAGE = 20;

    /** The newest verified deployment. */
    public Optional<DeploymentRecord> lastVerified() {
        return verified(1).stream().findFirst();
    }

    /** The verified deployments, newest first; those that failed in their bake are not verified. */
    public List<DeploymentRecord> verified(int limit) {
        int wanted = Math.max(limit, PAGE);
        while (true) {
            List<DeploymentRecord> delivered = newest(DELIVERED, wanted);
            List<DeploymentRecord> standing = Bakes.standing(delivered);
            if (standing.size() >= limit || delivered.size() < wanted) {
                return standing.stream().limit(limit).toList();
            }
            wanted *= 4;
        }
    }

    /** The newest deployment that reached the cluster, verified, failed or aborted. */
    public Optional<DeploymentRecord> lastDelivered() {
        return delivered(1).stream().findFirst();
    }

    /** Of the deployments of each environment of each application that reached the cluster the one that claims the latest time, in one pass over a workspace's records. */
    public static Map<AppEnvironment, LatestRecord> latestDelivered(Workspace workspace) {
        Map<AppEnvironment, LatestRecord> latest = new HashMap<>();
        for (LatestRecord record : workspace.records().newest(DEPLOYMENTS, DELIVERED)) {
            RecordGlance glance = record.glance();
            latest.put(new AppEnvironment(glance.app(), EnvironmentName.of(glance.environment())), record);
        }
        return latest;
    }

    /** The newest deployment that reached the cluster, where the one that claims the latest time is known. The records are searched only where it is another one. */
    public Optional<RecordGlance> lastDelivered(LatestRecord latest) {
        if (!latest.undisputed() || !place.workspace().signatures().counts(latest)) {
            return lastDelivered().map(RecordGlance::of);
        }
        return Optional.of(latest.glance()).filter(newest -> !newest.operation().equals(Operation.UNDEPLOY.word()));
    }

    /** The deployments that reached the cluster, newest first. */
    public List<DeploymentRecord> delivered(int limit) {
        return newest(DELIVERED, limit);
    }

    /** Those of the newest deployments that say they ended after a time. */
    public List<DeploymentRecord> later(Instant time) {
        return counting(DELIVERED, PAGE).stream()
                .filter(record -> record.ended().isAfter(time))
                .toList();
    }

    /** The deployments that reached the cluster and the drift that was found, newest first. */
    public List<DeploymentRecord> stay(int limit) {
        return RecordOrder.newestFirst(counting(LOOKED_AT, DELIVERED, Math.max(limit, PAGE))).stream()
                .takeWhile(Evidence::isThere)
                .limit(limit)
                .toList();
    }

    /** The ids of the records that one which ends now comes after: the newest deployment, drift that was found since, and those that claim to have ended later. */
    public List<String> before(Instant ended) {
        List<DeploymentRecord> there = counting(LOOKED_AT, DELIVERED, PAGE);
        List<String> ids = new ArrayList<>();
        for (DeploymentRecord record : RecordOrder.newestFirst(there)) {
            ids.add(record.id());
            if (DEPLOYMENTS.contains(record.operation())) {
                break;
            }
        }
        there.stream()
                .filter(record -> record.ended().isAfter(ended) && !ids.contains(record.id()))
                .forEach(record -> ids.add(record.id()));
        return ids;
    }

    /** Whether anything was ever deployed. */
    public boolean any() {
        return search(DEPLOYMENTS, Set.of(), 0, 0).total() > 0;
    }

    /** What was deployed before the application was taken out of the cluster is not there any more, even where that came to no good end. */
    private static boolean isThere(DeploymentRecord record) {
        return record.operation() != Operation.UNDEPLOY;
    }

    /** The newest deployment that reached the cluster, also where the application was taken out of it since. */
    public Optional<DeploymentRecord> lastEver() {
        return RecordOrder.newestFirst(counting(DELIVERED, PAGE)).stream()
                .filter(Evidence::isThere)
                .findFirst();
    }

    /** The deployments that reached the cluster, newest first, also where the application was taken out of it since. */
    public List<DeploymentRecord> ever(int limit) {
        return RecordOrder.newestFirst(counting(DELIVERED, Math.max(limit, PAGE))).stream()
                .filter(Evidence::isThere)
                .limit(limit)
                .toList();
    }

    /** Whether a removal has been taken out of the cluster wholly. */
    public boolean isGone(String removal) {
        return counting(Set.of(Operation.UNDEPLOY), Set.of("verified", "unchanged"), PAGE).stream()
                .anyMatch(record -> record.commit().filter(removal::equals).isPresent());
    }

    private List<DeploymentRecord> newest(Set<String> outcomes, int limit) {
        return RecordOrder.newestFirst(counting(outcomes, Math.max(limit, PAGE))).stream()
                .takeWhile(Evidence::isThere)
                .limit(limit)
                .toList();
    }

    /** As many records that count as are wanted, by the times they claim. What nobody of the keys' owners signed is passed over, however much there is of it. */
    private List<DeploymentRecord> counting(Set<String> outcomes, int wanted) {
        return counting(DEPLOYMENTS, outcomes, wanted);
    }

    private List<DeploymentRecord> counting(Set<Operation> operations, Set<String> outcomes, int wanted) {
        List<PublicKey> keys = place.workspace().auditKeys();
        List<DeploymentRecord> counting = new ArrayList<>();
        for (int offset = 0; ; offset += wanted) {
            AuditStore.Page page = search(operations, outcomes, wanted, offset);
            page.records().stream()
                    .filter(record -> keys.isEmpty() || RecordSignature.holds(record, keys))
                    .forEach(counting::add);
            if (counting.size() >= wanted || offset + wanted >= page.total()) {
                return counting;
            }
        }
    }

    private AuditStore.Page search(Set<Operation> operations, Set<String> outcomes, int limit, int offset) {
        return place.workspace()
                .records()
                .search(RecordQuery.builder()
                        .app(place.app().name())
                        .environment(place.environment().name())
                        .operations(operations)
                        .outcomes(outcomes)
                        .limit(limit)
                        .offset(offset)
                        .build());
    }
}
