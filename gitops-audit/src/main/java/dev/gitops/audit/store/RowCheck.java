package dev.gitops.audit.store;

import dev.gitops.spi.AuditStore.Verification;
import java.sql.SQLException;
import java.util.Arrays;

/** Checks the rows of a database from the first to the last. */
final class RowCheck {

    private RowCheck() {}

    static Verification of(SqlAuditStore.Rows rows) throws SQLException {
        Chain chain = new Chain();
        byte[] link = chain.start();
        long count = 0;
        String last = "the beginning";
        while (rows.next()) {
            String name = "record number " + rows.number() + " (" + rows.id() + ")";
            if (rows.number() != count + 1) {
                return Verification.broken(
                        count, "record number " + (count + 1) + " was removed or moved: " + name + " follows " + last);
            }
            byte[] json = rows.json();
            link = chain.next(link, json);
            if (!Arrays.equals(link, rows.link())) {
                return Verification.broken(
                        count,
                        name + " was altered or inserted, or one before it was: its hash does not follow from " + last);
            }
            if (!rows.id().equals(RecordIds.in(json, 0, json.length))) {
                return Verification.broken(count, name + " was altered: its id is not that of its content");
            }
            count++;
            last = "record " + rows.id();
        }
        return Verification.whole(count);
    }
}
