package dev.gitops.engine.review;

import dev.gitops.api.review.Review;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.Snapshot;

/** The files that a review looked at. */
public final class ReviewedFiles {

    private ReviewedFiles() {}

    /**
     * The files that a review looked at: the change merged into its target as that was then.
     *
     * @param repository the config repository
     * @param review the review
     * @return the files
     * @throws dev.gitops.api.GitOpsException if the commits are not there any more
     */
    public static Snapshot of(ConfigRepository repository, Review review) {
        return Range.reviewed(repository, review.from(), review.to());
    }
}
