package dev.gitops.audit.metrics;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the metrics need of a record of a deployment.
 *
 * @param ended when it ended
 * @param order decides between deployments that ended at the same time
 * @param verified whether it was delivered, healthy and passed its verify steps
 * @param bakeFailed whether it is no deployment, but says that the one before it failed in its bake
 * @param release stands for what it brought, all images together
 * @param commit stands for the config commit it delivered
 * @param sourceCommits the source commits of the release, as {@link SourceCommits} numbers them
 */
record Deployment(
        Instant ended,
        long order,
        boolean verified,
        boolean bakeFailed,
        long release,
        long commit,
        List<Integer> sourceCommits) {

    static final Comparator<Deployment> BY_TIME =
            Comparator.comparing(Deployment::ended).thenComparing(Deployment::order, Long::compareUnsigned);
}
