package dev.gitops.spi;

import dev.gitops.api.DeploymentRecord;
import java.util.Optional;

/** Tells people or programs of a record: Slack, a webhook. */
public interface Notifier {

    /**
     * Tells of a record. A failure to tell never fails the operation: it is told to the progress and forgotten.
     *
     * @param record what happened
     */
    void tell(DeploymentRecord record);

    /**
     * Tells of a job that serves all applications and failed; a notifier that has nothing to say of those says nothing.
     *
     * @param job the job, as Jenkins names it
     * @param reason why, in one line
     * @param buildUrl its build
     */
    default void tell(String job, String reason, Optional<String> buildUrl) {}
}
