package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The derived index of a journal: an SQLite database beside it, brought up to date by each search. Records are always shown from the journal itself. */
final class FileIndex implements AutoCloseable {

    private static final int PIECE = 20_000;

    private final Journal journal;
    private final Path file;
    private @Nullable Connection connection;

    FileIndex(Journal journal) {
        this.journal = journal;
        this.file = journal.folder().resolve("search.sqlite");
    }

    synchronized Page search(RecordQuery query) {
        try {
            Connection index = upToDate();
            SqliteSearch.Hits hits = SqliteSearch.find(index, query);
            List<DeploymentRecord> records = new ArrayList<>();
            for (long offset : hits.places()) {
                JournalReader.read(journal.file(), offset, (at, bytes, from, to, whole) -> {
                    JournalLine line = JournalLine.parse(bytes, from, to);
                    records.add(RecordJson.read(line.wellFormed() ? line.record() : new byte[0]));
                    return false;
                });
            }
            return new Page(hits.total(), records);
        } catch (SQLException | IOException e) {
            throw failure(e);
        }
    }

    synchronized void rebuild() {
        close();
        try {
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            upToDate();
        } catch (SQLException | IOException e) {
            throw failure(e);
        }
    }

    private Connection upToDate() throws SQLException, IOException {
        Connection index = connection == null ? open() : connection;
        connection = index;
        long size = Files.exists(journal.file()) ? Files.size(journal.file()) : 0;
        long indexed = indexed(index);
        if (indexed < size) {
            catchUp(index);
        } else if (indexed > size) {
            throw new RecordStoreException(
                    journal.file()
                            + " is shorter than it was when it was last searched: its end was cut off; run gitops audit"
                            + " verify",
                    null,
                    false);
        }
        return index;
    }

    private Connection open() throws SQLException {
        Connection fresh = SqliteFile.open(file, false);
        try (Statement statement = fresh.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            SqliteSearch.create(fresh);
            statement.executeUpdate("CREATE TABLE IF NOT EXISTS gitops_indexed (bytes INTEGER NOT NULL)");
            statement.execute("COMMIT");
        }
        return fresh;
    }

    private static long indexed(Connection index) throws SQLException {
        try (Statement statement = index.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(bytes) FROM gitops_indexed")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private void catchUp(Connection index) throws SQLException, IOException {
        while (catchUpPiece(index)) {
            continue;
        }
    }

    /** In pieces, since what SQLite writes before a commit it may write again; false where there was no more. */
    private boolean catchUpPiece(Connection index) throws SQLException, IOException {
        try (Statement statement = index.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            long from = indexed(index);
            long[] end = {from};
            int[] count = {0};
            try (SqliteSearch.Adder adder = new SqliteSearch.Adder(index)) {
                ReadAhead<Line, Line> ahead = new ReadAhead<>(Line::indexed, line -> add(adder, line));
                JournalReader.read(journal.file(), from, (offset, bytes, start, to, whole) -> {
                    JournalLine line = JournalLine.parse(bytes, start, to);
                    if (!whole || !line.wellFormed()) {
                        return false;
                    }
                    end[0] = offset + to - start + 1;
                    count[0]++;
                    return ahead.add(new Line(offset, line.record(), Terms.NONE)) && count[0] < PIECE;
                });
                ahead.finish();
                statement.executeUpdate("DELETE FROM gitops_indexed");
                statement.executeUpdate("INSERT INTO gitops_indexed VALUES (" + end[0] + ")");
                statement.execute("COMMIT");
                return count[0] == PIECE;
            } catch (SQLException | IOException | RuntimeException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    /** A record in the journal, and what it is indexed by. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Line(long offset, byte[] json, Terms terms) {
        Line indexed() {
            return new Line(offset, new byte[0], Terms.of(RecordJson.read(json)));
        }
    }

    private boolean add(SqliteSearch.Adder adder, Line line) {
        try {
            adder.add(line.terms(), line.offset());
            return true;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private RecordStoreException failure(Exception e) {
        return new RecordStoreException(
                "cannot search the journal " + journal.file() + " by its index " + file + ": " + e.getMessage()
                        + "; the index can be deleted, it is made anew",
                e,
                false);
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw failure(e);
            } finally {
                connection = null;
            }
        }
    }
}
