package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What both databases do beside. */
abstract class SqlContract extends StoreContract {

    /** A connection of somebody who may do anything. */
    abstract Connection admin() throws SQLException;

    /** Takes the protection away, as somebody with all rights could. */
    abstract void unprotect(Statement admin) throws SQLException;

    /** The record of a number with the byte at a position (from 1) changed. */
    abstract String flip(long number, int position);

    @Test
    void theDatabaseRefusesChanges() throws Exception {
        append(2);
        store.note("x", List.of("y"));
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            for (String sql : List.of(
                    "UPDATE gitops_records SET record = '{}'",
                    "DELETE FROM gitops_records",
                    "UPDATE gitops_notes SET line = ''",
                    "DELETE FROM gitops_notes")) {
                assertThatThrownBy(() -> statement.executeUpdate(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("never");
            }
        }
    }

    @Test
    void theSameIdIsNotTakenTwiceAndStopsNobodyElse() {
        DeploymentRecord record = append(1).get(0);
        assertThatThrownBy(() -> store.append(record)).isInstanceOf(RecordStoreException.class);
        append(1);
        assertThat(store.verify()).isEqualTo(AuditStore.Verification.whole(2));
    }

    @Test
    void aNewerDatabaseIsRefused() throws Exception {
        append(1);
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            statement.executeUpdate("INSERT INTO gitops_version VALUES (99)");
        }
        try (AuditStore later = open()) {
            assertThatThrownBy(() -> later.search(RecordQuery.builder().build()))
                    .isInstanceOf(RecordStoreException.class)
                    .hasMessageContaining("use a newer SDK");
        }
    }

    @Nested
    class Tampering {

        private List<DeploymentRecord> made = List.of();
        private Connection admin;
        private Statement statement;

        @BeforeEach
        void appendSome() throws SQLException {
            made = append(4);
            admin = admin();
            statement = admin.createStatement();
            unprotect(statement);
        }

        @AfterEach
        void close() throws SQLException {
            admin.close();
        }

        private String problemAfter(String... changes) throws SQLException {
            for (String sql : changes) {
                statement.executeUpdate(sql);
            }
            AuditStore.Verification found = store.verify();
            assertThat(found.valid()).isFalse();
            return found.firstProblem();
        }

        @Test
        void everyChangedByteOfARecordIsFoundAndNamed() throws SQLException {
            int length =
                    new Entry(made.get(1), dev.gitops.record.RecordJson.write(made.get(1)), Terms.NONE).json().length;
            statement.executeUpdate("CREATE TABLE kept AS SELECT number, record FROM gitops_records");
            for (int position = 1; position <= length; position++) {
                assertThat(problemAfter(flip(2, position)))
                        .as("byte %d", position)
                        .contains("record number 2 (" + made.get(1).id() + ")");
                statement.executeUpdate(
                        "UPDATE gitops_records SET record = (SELECT record FROM kept WHERE kept.number = 2) WHERE number = 2");
            }
            assertThat(store.verify().valid()).isTrue();
        }

        @Test
        void aChangedIdLinkOrNumberIsFound() throws SQLException {
            assertThat(problemAfter("UPDATE gitops_records SET id = 'x' WHERE number = 3"))
                    .contains("record number 3 (x)");
            statement.executeUpdate(
                    "UPDATE gitops_records SET id = '" + made.get(2).id() + "' WHERE number = 3");
            assertThat(
                            problemAfter(
                                    "UPDATE gitops_records SET link = (SELECT link FROM gitops_records WHERE number = 1) WHERE number = 3"))
                    .contains("record number 3");
        }

        @Test
        void aRemovedRecordIsNamed() throws SQLException {
            assertThat(problemAfter("DELETE FROM gitops_records WHERE number = 2"))
                    .contains("record number 2 was removed or moved")
                    .contains(made.get(2).id());
            assertThat(problemAfter(
                            "UPDATE gitops_records SET number = 2 WHERE number = 3",
                            "UPDATE gitops_records SET number = 3 WHERE number = 4"))
                    .contains("record number 2 (" + made.get(2).id());
        }

        @Test
        void swappedRecordsAreNamed() throws SQLException {
            assertThat(problemAfter(
                            "UPDATE gitops_records SET number = 99 WHERE number = 2",
                            "UPDATE gitops_records SET number = 2 WHERE number = 3",
                            "UPDATE gitops_records SET number = 3 WHERE number = 99"))
                    .contains("record number 2 (" + made.get(2).id());
        }

        @Test
        void anInsertedRecordIsNamed() throws SQLException {
            assertThat(problemAfter(
                            "INSERT INTO gitops_records SELECT 0, 'x', record, link FROM gitops_records WHERE number = 1",
                            "UPDATE gitops_records SET number = 5 WHERE number = 0"))
                    .contains("record number 5 (x)");
        }
    }
}
