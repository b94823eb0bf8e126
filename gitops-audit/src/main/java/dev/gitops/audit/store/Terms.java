package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.record.RecordClauses;
import dev.gitops.record.RecordTerms;
import java.time.temporal.ChronoUnit;

/**
 * What a record is indexed by.
 *
 * @param micros when it ended, microseconds since 1970
 * @param line its {@link RecordTerms}
 */
record Terms(long micros, String line) {

    static final Terms NONE = new Terms(0, "");

    static Terms of(DeploymentRecord record) {
        return new Terms(RecordClauses.micros(record.ended().truncatedTo(ChronoUnit.MICROS)), RecordTerms.of(record));
    }
}
