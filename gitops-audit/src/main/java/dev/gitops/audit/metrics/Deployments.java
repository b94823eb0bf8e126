package dev.gitops.audit.metrics;

import dev.gitops.api.Operation;
import dev.gitops.record.RecordGlance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The deployments of one application in one environment, in 40 bytes each. */
final class Deployments {

    private static final String VERIFIED = "verified";
    private static final String FAILED = "failed";
    private static final int FIELDS = 5;
    private static final int FIRST_CAPACITY = 4 * FIELDS;

    private long[] fields = new long[FIRST_CAPACITY];
    private int end;

    /** Deployments that ended in success or failure; one that changed nothing, was refused or superseded is none, and neither is the mending of drift. */
    static boolean isDeployment(RecordGlance record) {
        return record.operation().equals(Operation.DEPLOY.word())
                && (record.outcome().equals(VERIFIED) || record.outcome().equals(FAILED));
    }

    void add(RecordGlance record, int sourceCommits, Fingerprints fingerprints) {
        if (end == fields.length) {
            fields = Arrays.copyOf(fields, 2 * end);
        }
        fields[end++] = ChronoUnit.MICROS.between(Instant.EPOCH, record.ended());
        fields[end++] = Fingerprints.ofUlid(record.id());
        fields[end++] = fingerprints.of(record.release());
        fields[end++] = fingerprints.of(record.commit());
        fields[end++] = 2L * sourceCommits + (record.outcome().equals(VERIFIED) ? 1 : 0);
    }

    /** All of them by time. */
    List<Deployment> sorted(SourceCommits sources) {
        List<Deployment> list = new ArrayList<>(end / FIELDS);
        for (int at = 0; at < end; at += FIELDS) {
            list.add(new Deployment(
                    Instant.EPOCH.plus(fields[at], ChronoUnit.MICROS),
                    fields[at + 1],
                    fields[at + 4] % 2 == 1,
                    fields[at + 2],
                    fields[at + 3],
                    sources.listAt((int) (fields[at + 4] / 2))));
        }
        list.sort(Deployment.BY_TIME);
        return list;
    }
}
