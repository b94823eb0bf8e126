package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    @Override
    void cutOffNewest() throws Exception {
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            unprotect(statement);
            statement.executeUpdate(
                    "DELETE FROM gitops_records WHERE number = (SELECT max(number) FROM gitops_records)");
        }
    }

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

        private String text(long number) throws SQLException {
            try (PreparedStatement select =
                    admin.prepareStatement("SELECT record FROM gitops_records WHERE number = ?")) {
                select.setLong(1, number);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        }

        private void put(long number, String text) throws SQLException {
            try (PreparedStatement update =
                    admin.prepareStatement("UPDATE gitops_records SET record = ? WHERE number = ?")) {
                update.setString(1, text);
                update.setLong(2, number);
                update.executeUpdate();
            }
        }

        /** Changes, removes, inserts and swaps a character of a record, each by itself. */
        private void tamperAt(long number, String text, int at) throws SQLException {
            char c = text.charAt(at);
            String before = text.substring(0, at);
            String after = text.substring(at + 1);
            List<String> tampered = new ArrayList<>(List.of(
                    before + (char) (c ^ 1) + after, before + after, before + 'x' + c + after, before + c + c + after));
            if (!after.isEmpty() && after.charAt(0) != c) {
                tampered.add(before + after.charAt(0) + c + after.substring(1));
            }
            for (String each : tampered) {
                put(number, each);
                AuditStore.Verification found = store.verify();
                assertThat(found.valid()).as(each).isFalse();
                assertThat(found.firstProblem()).as(each).contains("record number " + number + " (");
            }
        }

        @Test
        void everyChangedRemovedInsertedOrSwappedByteOfARecordIsFoundAndNamed() throws SQLException {
            String text = text(2);
            for (int at = 0; at < text.length(); at++) {
                tamperAt(2, text, at);
            }
            put(2, text);
            assertThat(store.verify().valid()).isTrue();
        }

        @Test
        void anyByteOfALargerTrailIsFound() throws SQLException {
            append(500);
            Random random = new Random(7);
            for (int n = 0; n < 20; n++) {
                long number = 1 + random.nextInt(504);
                String text = text(number);
                tamperAt(number, text, random.nextInt(text.length()));
                put(number, text);
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
            for (int i = 1; i <= 4; i++) {
                for (int j = i + 1; j <= 4; j++) {
                    String[] swap = {
                        "UPDATE gitops_records SET number = 99 WHERE number = " + i,
                        "UPDATE gitops_records SET number = " + i + " WHERE number = " + j,
                        "UPDATE gitops_records SET number = " + j + " WHERE number = 99"
                    };
                    assertThat(problemAfter(swap))
                            .contains("record number " + i + " ("
                                    + made.get(j - 1).id());
                    for (String sql : swap) {
                        statement.executeUpdate(sql);
                    }
                }
            }
            assertThat(store.verify().valid()).isTrue();
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
