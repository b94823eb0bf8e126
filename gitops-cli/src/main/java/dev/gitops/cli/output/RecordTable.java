package dev.gitops.cli.output;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import java.time.Instant;
import java.util.List;

/** Deployment records in columns. */
public final class RecordTable {

    private RecordTable() {}

    /**
     * The columns.
     *
     * @param records the records
     * @param now what time it is
     * @return a row each
     */
    public static Table of(List<DeploymentRecord> records, Instant now) {
        Table table = new Table("ENDED", "APP", "ENVIRONMENT", "OPERATION", "OUTCOME", "BY", "RELEASE", "COMMIT");
        records.forEach(record -> table.row(
                Cells.time(record.ended(), now),
                Cell.of(record.app()),
                Cell.of(record.environment().value()),
                Cell.of(record.operation().word()),
                Cells.outcome(record.outcome()),
                Cells.person(record.requestedBy()),
                Cells.images(ImageChange.after(record.images())),
                Cells.commit(record.commit().orElse(""))));
        return table;
    }
}
