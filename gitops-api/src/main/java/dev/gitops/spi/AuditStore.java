package dev.gitops.spi;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import java.util.List;

/** Keeps deployment records: they are appended and found, never changed. */
public interface AuditStore extends AutoCloseable {

    /**
     * Appends a record. When this returns the record is durable and others see it.
     *
     * @param record the record
     * @throws dev.gitops.api.GitOpsException if it could not be kept; {@code retryable()} where another try may do
     */
    void append(DeploymentRecord record);

    /**
     * Finds records.
     *
     * @param query what to look for
     * @return the page of matching records, newest first, and how many match in all
     */
    Page search(RecordQuery query);

    /**
     * Checks the whole trail.
     *
     * @return whether it is whole, and the first record that is not
     */
    Verification verify();

    @Override
    void close();

    /**
     * A page of records.
     *
     * @param total how many records match
     * @param records the page, newest first
     */
    record Page(long total, List<DeploymentRecord> records) {

        /** Copies the records. */
        public Page {
            records = List.copyOf(records);
        }
    }

    /**
     * What a check of the trail found.
     *
     * @param valid whether nothing was altered, removed, reordered or inserted
     * @param records how many records were checked
     * @param firstProblem the first record that is wrong and what is wrong with it; empty where valid
     */
    record Verification(boolean valid, long records, String firstProblem) {}
}
