package dev.gitops.spi;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.NewestRecords;
import dev.gitops.record.RecordGlance;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps deployment records: they are appended and found, never changed. The records of a store have an order, that in which they were appended; it is the order of the trail.
 *
 * <p>Beside the trail a store keeps notes: lines under a name, only ever added, each once. They hold what is not evidence itself, such as signed checkpoints and what an audit system has acknowledged.
 */
public interface AuditStore extends AutoCloseable {

    /**
     * Appends a record. When this returns the record is durable and others see it.
     *
     * @param record the record; secrets are taken out of its texts
     * @throws dev.gitops.api.GitOpsException if it could not be kept; {@code retryable()} where another try may do
     */
    default void append(DeploymentRecord record) {
        appendAll(List.of(record));
    }

    /**
     * Appends records in their order, all or none of them.
     *
     * @param records the records
     * @throws dev.gitops.api.GitOpsException if they could not be kept; {@code retryable()} where another try may do
     */
    void appendAll(List<DeploymentRecord> records);

    /**
     * Finds records by an index that is derived from the trail.
     *
     * @param query what to look for
     * @return the page of matching records, newest first, and how many match in all
     */
    Page search(RecordQuery query);

    /**
     * The latest record of each application in each environment, of those with some operations and outcomes: what {@link #search} would find first for each of them, in one pass over all.
     *
     * @param operations one of these
     * @param outcomes one of these, in JSON's words
     * @return a record of each application and environment that has one, in no order
     */
    default Collection<LatestRecord> newest(Set<Operation> operations, Set<String> outcomes) {
        NewestRecords newest = new NewestRecords(operations, outcomes);
        read(0, (index, json) -> {
            newest.see(RecordGlance.of(json), json);
            return true;
        });
        return newest.all();
    }

    /** Makes the index of the search anew from the trail. */
    void reindex();

    /**
     * Reads the trail in its order.
     *
     * @param from the index of the first record to read, from 0
     * @param visitor gets each record's exact bytes
     */
    void read(long from, Visitor visitor);

    /**
     * Checks the whole trail.
     *
     * @return whether it is whole, and the first record that is not
     */
    Verification verify();

    /**
     * Adds notes; a line that is there already is not added again.
     *
     * @param name what the notes are about: lower case letters, digits and hyphens
     * @param lines the lines
     */
    void note(String name, List<String> lines);

    /**
     * The notes under a name.
     *
     * @param name what the notes are about
     * @return the lines, in no order that means anything
     */
    Set<String> notes(String name);

    /** {@return the salt of this store's digests of secrets, 32 random bytes; empty where it was not made yet} */
    Optional<byte[]> salt();

    /** {@return the salt; made now where it was not made yet, once for all who use the store} */
    byte[] makeSalt();

    @Override
    void close();

    /** Gets the records of a trail, one after another. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Takes a record.
         *
         * @param index its place in the trail, from 0
         * @param json its bytes as they were appended, one JSON document in UTF-8
         * @return whether to go on
         */
        boolean visit(long index, byte[] json);
    }

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
    record Verification(boolean valid, long records, String firstProblem) {

        /**
         * A whole trail.
         *
         * @param records how many records were checked
         * @return the finding
         */
        public static Verification whole(long records) {
            return new Verification(true, records, "");
        }

        /**
         * A trail that is not whole.
         *
         * @param records how many records before the problem are whole
         * @param problem the first record that is wrong and what is wrong with it
         * @return the finding
         */
        public static Verification broken(long records, String problem) {
            return new Verification(false, records, problem);
        }
    }
}
