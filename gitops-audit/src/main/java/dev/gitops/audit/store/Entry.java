package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.record.RecordJson;
import dev.gitops.record.Redaction;
import dev.gitops.record.Ulid;
import java.util.List;

/** A record on its way into a store: without secrets, and its bytes. */
record Entry(
        DeploymentRecord record,
        @SuppressWarnings("ArrayRecordComponent") byte[] json) {

    static List<Entry> of(List<DeploymentRecord> records, Redaction redaction) {
        return records.stream().map(record -> of(record, redaction)).toList();
    }

    private static Entry of(DeploymentRecord record, Redaction redaction) {
        if (!Ulid.isUlid(record.id())) {
            throw new InvalidInputException(
                    "the deployment record", List.of(Problem.of("id", record.id(), "is no ULID", null)));
        }
        DeploymentRecord clean = redaction.clean(record);
        return new Entry(clean, RecordJson.write(clean));
    }
}
