package dev.gitops.audit.metrics;

import dev.gitops.api.Operation;
import dev.gitops.record.RecordGlance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the metrics take of a record. It can be made on any thread, so that {@link DeliveryMetrics#add(Fact)} has little left to do.
 *
 * @param app the application
 * @param environment the environment
 * @param kind what counts
 * @param ended when it ended
 * @param order stands for the record's id
 * @param release stands for the images it brought
 * @param commit stands for the config commit
 * @param sourceCommits stand for the source commits
 * @param sourceTime when the source commit was made
 */
public record Fact(
        String app,
        String environment,
        Kind kind,
        Instant ended,
        long order,
        long release,
        long commit,
        List<Long> sourceCommits,
        Optional<Instant> sourceTime) {

    /** What of a record counts. */
    enum Kind {
        /** A deployment that was verified. */
        VERIFIED,
        /** A deployment that failed. */
        FAILED,
        /** A deployment that was verified, and failed in its bake. */
        BAKE_FAILED,
        /** The commit that a rollback made. */
        ROLLBACK,
        /** Nothing but when its source commits were made. */
        OTHER
    }

    /** Copies the commits, and has the names hashed now: a text keeps its hash, and who adds facts looks names up by it. */
    public Fact {
        sourceCommits = List.copyOf(sourceCommits);
        hash(app);
        hash(environment);
    }

    private static int hash(String name) {
        return name.hashCode();
    }

    /**
     * The fact of a record.
     *
     * @param record the record
     * @return the fact
     */
    public static Fact of(RecordGlance record) {
        return new Fact(
                record.app(),
                record.environment(),
                kind(record),
                record.ended(),
                Fingerprints.ofUlid(record.id()),
                Fingerprints.of(record.release()),
                Fingerprints.ofCommit(record.commit()),
                record.sourceCommits().stream().map(Fingerprints::ofCommit).toList(),
                record.sourceTime());
    }

    /** Deployments are those that ended in success or failure; one that changed nothing, was refused or superseded is none, and neither is the mending of drift. */
    private static Kind kind(RecordGlance record) {
        if (record.operation().equals(Operation.ROLLBACK.word())
                && !record.commit().isEmpty()) {
            return Kind.ROLLBACK;
        }
        if (!record.operation().equals(Operation.DEPLOY.word())) {
            return Kind.OTHER;
        }
        return switch (record.outcome()) {
            case "verified" -> Kind.VERIFIED;
            case "failed" -> record.bake() ? Kind.BAKE_FAILED : Kind.FAILED;
            default -> Kind.OTHER;
        };
    }

    boolean isDeployment() {
        return kind == Kind.VERIFIED || kind == Kind.FAILED || kind == Kind.BAKE_FAILED;
    }
}
