package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The deployment records of an inventory. Safe for use by several threads. */
public interface Records {

    /**
     * Finds records.
     *
     * @param query what to look for
     * @return the page, newest first, and how many match in all
     */
    Found search(RecordQuery query);

    /**
     * A record by its id.
     *
     * @param id the id, as a deployment's report names it
     * @return the record; empty where there is none
     */
    Optional<DeploymentRecord> find(String id);

    /**
     * What ran at a time: the last verified deployment at or before it.
     *
     * @param app the application
     * @param environment the environment
     * @param time the time
     * @return the record of the deployment that made what ran then; empty where nothing had been verified yet
     */
    Optional<DeploymentRecord> at(String app, EnvironmentName environment, Instant time);

    /**
     * Reads the whole trail and checks that nothing in it was changed, removed or inserted, as far as the store can tell.
     *
     * @return what was found
     */
    Verification verify();

    /**
     * What a check of the trail found.
     *
     * @param valid whether nothing was found
     * @param records how many records were read
     * @param firstProblem the first thing that is wrong; empty where nothing is
     */
    record Verification(boolean valid, long records, String firstProblem) {

        /** Refuses null. */
        public Verification {
            Objects.requireNonNull(firstProblem, "firstProblem");
        }
    }

    /**
     * A page of records.
     *
     * @param total how many records match
     * @param records the page, newest first
     */
    record Found(long total, List<DeploymentRecord> records) {

        /** Copies the records. */
        public Found {
            Objects.requireNonNull(records, "records");
            records = List.copyOf(records);
        }
    }
}
