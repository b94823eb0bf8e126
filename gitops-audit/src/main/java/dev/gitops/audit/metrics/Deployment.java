package dev.gitops.audit.metrics;

import dev.gitops.api.Operation;
import dev.gitops.record.RecordGlance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the metrics need of a record of a deployment, small enough that a million of them fit into memory.
 *
 * @param order the record's id, which decides between deployments that ended at the same time
 * @param ended when it ended
 * @param verified whether it was delivered, healthy and passed its verify steps
 * @param release what it brought, all images together
 * @param commit the config commit it delivered
 * @param sourceCommits the source commits of the release
 */
record Deployment(
        Fingerprint order,
        Instant ended,
        boolean verified,
        Fingerprint release,
        Fingerprint commit,
        List<SourceCommit> sourceCommits) {

    static final Comparator<Deployment> BY_TIME =
            Comparator.comparing(Deployment::ended).thenComparing(Deployment::order, Fingerprint::compare);

    private static final String VERIFIED = "verified";
    private static final String FAILED = "failed";

    /** Deployments that ended in success or failure; one that changed nothing, was refused or superseded is none, and neither is the mending of drift. */
    static boolean isDeployment(RecordGlance record) {
        return record.operation().equals(Operation.DEPLOY.word())
                && (record.outcome().equals(VERIFIED) || record.outcome().equals(FAILED));
    }

    static Deployment of(RecordGlance record, List<SourceCommit> sourceCommits, Fingerprint.Maker fingerprints) {
        return new Deployment(
                Fingerprint.ofUlid(record.id()),
                record.ended(),
                record.outcome().equals(VERIFIED),
                fingerprints.of(record.release()),
                fingerprints.of(record.commit()),
                List.copyOf(sourceCommits));
    }
}
