package dev.gitops.audit.metrics;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the metrics need of a record of a deployment.
 *
 * @param id the record's id
 * @param ended when it ended
 * @param verified whether it was delivered, healthy and passed its verify steps
 * @param images what it brought, one text for all images
 * @param commit the config commit it delivered; empty where unknown
 * @param sourceCommits the source commits of the release
 * @param sourceTime when the newest of them was made
 */
record Deployment(
        String id,
        Instant ended,
        boolean verified,
        String images,
        String commit,
        List<String> sourceCommits,
        Optional<Instant> sourceTime) {

    static final String VERIFIED = "verified";
    private static final String FAILED = "failed";

    /** Deployments that ended in success or failure; one that changed nothing, was refused or superseded is none, and neither is the mending of drift. */
    static boolean isDeployment(DeploymentRecord record) {
        return record.operation() == Operation.DEPLOY
                && (record.outcome().equals(VERIFIED) || record.outcome().equals(FAILED));
    }

    static Deployment of(DeploymentRecord record) {
        StringBuilder images = new StringBuilder();
        for (ImageChange image : record.images()) {
            image.to()
                    .ifPresent(after -> images.append(image.name())
                            .append('=')
                            .append(after)
                            .append(' '));
        }
        return new Deployment(
                record.id(),
                record.ended(),
                record.outcome().equals(VERIFIED),
                images.toString().intern(),
                record.commit().orElse(""),
                record.sourceCommits(),
                record.sourceTime());
    }
}
