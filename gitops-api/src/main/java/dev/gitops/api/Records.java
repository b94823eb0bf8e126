package dev.gitops.api;

import java.util.List;

/** The deployment records of an inventory. */
public interface Records {

    /**
     * Finds records.
     *
     * @param query what to look for
     * @return the page, newest first, and how many match in all
     */
    Found search(RecordQuery query);

    /**
     * A page of records.
     *
     * @param total how many records match
     * @param records the page, newest first
     */
    record Found(long total, List<DeploymentRecord> records) {

        /** Copies the records. */
        public Found {
            records = List.copyOf(records);
        }
    }
}
