package dev.gitops.audit.store;

import dev.gitops.api.RecordQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** SQLite: a file; one writer at a time, who waits for the others. */
final class SqliteDialect implements Dialect {

    private static final int BUSY = 5;
    private static final int LOCKED = 6;

    private final Path file;

    SqliteDialect(Path file) {
        this.file = file;
    }

    @Override
    public String describe() {
        return "the SQLite database " + file;
    }

    @Override
    public Connection connect() {
        return SqliteFile.open(file, true);
    }

    @Override
    public void beginExclusive(Connection connection) throws SQLException {
        execute(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(Scripts.statements("sqlite-1.sql"));
    }

    @Override
    public void index(Connection connection, List<Entry> entries, long firstNumber) throws SQLException {
        try (SqliteSearch.Adder adder = new SqliteSearch.Adder(connection)) {
            long number = firstNumber;
            for (Entry entry : entries) {
                adder.add(entry.terms(), number++);
            }
        }
    }

    @Override
    public void clearIndex(Connection connection) throws SQLException {
        SqliteSearch.drop(connection);
        SqliteSearch.create(connection);
    }

    @Override
    public SqliteSearch.Hits find(Connection connection, RecordQuery query) throws SQLException {
        return SqliteSearch.find(connection, query);
    }

    @Override
    public String insertNew(String tableAndColumns, String values) {
        return "INSERT OR IGNORE INTO " + tableAndColumns + " VALUES " + values;
    }

    @Override
    public boolean retryable(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == BUSY || code == LOCKED;
    }
}
