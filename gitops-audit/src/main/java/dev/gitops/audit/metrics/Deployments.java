package dev.gitops.audit.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The deployments of one application in one environment, in 40 bytes each. */
final class Deployments {

    private static final int FIELDS = 5;
    private static final int FIRST_CAPACITY = 4 * FIELDS;

    private long[] fields = new long[FIRST_CAPACITY];
    private int end;

    void add(Fact fact, int sourceCommits) {
        if (end == fields.length) {
            fields = Arrays.copyOf(fields, 2 * end);
        }
        fields[end++] = ChronoUnit.MICROS.between(Instant.EPOCH, fact.ended());
        fields[end++] = fact.order();
        fields[end++] = fact.release();
        fields[end++] = fact.commit();
        fields[end++] = 4L * sourceCommits
                + (fact.kind() == Fact.Kind.VERIFIED ? 1 : fact.kind() == Fact.Kind.BAKE_FAILED ? 2 : 0);
    }

    /** All of them by time. */
    List<Deployment> sorted(SourceCommits sources) {
        List<Deployment> list = new ArrayList<>(end / FIELDS);
        for (int at = 0; at < end; at += FIELDS) {
            list.add(new Deployment(
                    Instant.EPOCH.plus(fields[at], ChronoUnit.MICROS),
                    fields[at + 1],
                    fields[at + 4] % 4 == 1,
                    fields[at + 4] % 4 == 2,
                    fields[at + 2],
                    fields[at + 3],
                    sources.listAt((int) (fields[at + 4] / 4))));
        }
        list.sort(Deployment.BY_TIME);
        return list;
    }
}
