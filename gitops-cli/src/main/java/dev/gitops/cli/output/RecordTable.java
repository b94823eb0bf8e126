package dev.gitops.cli.output;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ReleasedImage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
                Cells.images(after(record)),
                Cells.commit(record.commit().orElse(""))));
        return table;
    }

    private static List<ReleasedImage> after(DeploymentRecord record) {
        return record.images().stream()
                .filter(image -> image.after() != null)
                .map(image -> new ReleasedImage(image.name(), Objects.requireNonNull(image.after())))
                .toList();
    }
}
