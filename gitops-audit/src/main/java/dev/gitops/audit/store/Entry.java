package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.record.RecordJson;
import dev.gitops.record.Ulid;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A record on its way into a store: without secrets, its bytes, and what it can be found by.
 *
 * @param record the record
 * @param json its bytes
 * @param terms what it can be found by; {@link Terms#NONE} where the store indexes later
 */
record Entry(
        DeploymentRecord record,
        @SuppressWarnings("ArrayRecordComponent") byte[] json,
        Terms terms) {

    private static final int MANY = 64;

    /** Records for a store whose index is brought up to date by its searches. */
    static List<Entry> of(List<DeploymentRecord> records, Sealing sealing) {
        return made(records, record -> {
            DeploymentRecord clean = clean(record, sealing);
            return new Entry(clean, RecordJson.write(clean), Terms.NONE);
        });
    }

    /** Records for a store that indexes them in the same transaction, with all that can be done before it begins. */
    static List<Entry> indexed(List<DeploymentRecord> records, Sealing sealing) {
        return made(records, record -> {
            DeploymentRecord clean = clean(record, sealing);
            return new Entry(clean, RecordJson.write(clean), Terms.of(clean));
        });
    }

    /** A record that the store has. */
    static Entry stored(byte[] json) {
        DeploymentRecord record = RecordJson.read(json);
        return new Entry(record, json, Terms.of(record));
    }

    private static List<Entry> made(List<DeploymentRecord> records, Function<DeploymentRecord, Entry> maker) {
        Stream<DeploymentRecord> stream = records.size() < MANY ? records.stream() : records.parallelStream();
        return stream.map(maker).toList();
    }

    private static DeploymentRecord clean(DeploymentRecord record, Sealing sealing) {
        if (!Ulid.isUlid(record.id())) {
            throw new InvalidInputException(
                    "the deployment record", List.of(Problem.of("id", record.id(), "is no ULID", null)));
        }
        return sealing.seal(record);
    }
}
