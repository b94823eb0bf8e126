package dev.gitops.spi;

import dev.gitops.api.DeploymentRecord;

/** Tells people or programs of a record: Slack, a webhook. */
public interface Notifier {

    /**
     * Tells of a record. A failure to tell never fails the operation: it is told to the progress and forgotten.
     *
     * @param record what happened
     */
    void tell(DeploymentRecord record);
}
