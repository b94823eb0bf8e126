package dev.gitops.audit.store;

import dev.gitops.record.RecordStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database's connections: one to write, one to read, made when first needed and again when lost. */
final class Database {

    private final Dialect dialect;
    private final Object writing = new Object();
    private final Object reading = new Object();
    private @Nullable Connection writer;
    private @Nullable Connection reader;
    private boolean migrated;

    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Works in a transaction of its own that no other writer's meets. */
    <T> T write(String what, Work<T> work) {
        synchronized (writing) {
            try {
                Connection connection = writer == null ? migrated() : writer;
                writer = connection;
                return exclusively(connection, work);
            } catch (SQLException e) {
                quietlyClose(writer);
                writer = null;
                throw failure(what, e);
            }
        }
    }

    <T> T read(String what, Work<T> work) {
        synchronized (reading) {
            try {
                Connection connection = reader == null ? migrated() : reader;
                reader = connection;
                T result = work.on(connection);
                endReading(connection);
                return result;
            } catch (SQLException e) {
                quietlyClose(reader);
                reader = null;
                throw failure(what, e);
            }
        }
    }

    /** Reads long over a connection of its own, so that searches need not wait. */
    <T> T fresh(String what, Work<T> work) {
        try (Connection connection = migrated()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private static void endReading(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private <T> T exclusively(Connection connection, Work<T> work) throws SQLException {
        dialect.beginExclusive(connection);
        try {
            T result = work.on(connection);
            dialect.commit(connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                dialect.rollback(connection);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    private Connection migrated() throws SQLException {
        Connection connection = dialect.connect();
        synchronized (this) {
            if (!migrated) {
                exclusively(connection, this::migrate);
                migrated = true;
            }
        }
        return connection;
    }

    private boolean migrate(Connection connection) throws SQLException {
        List<List<String>> migrations = dialect.migrations();
        try (Statement statement = connection.createStatement()) {
            // Not "IF NOT EXISTS": that asks for the right to create tables even where there is nothing to create.
            if (!isThere(connection)) {
                statement.executeUpdate("CREATE TABLE gitops_version (version INTEGER NOT NULL)");
            }
            int version;
            try (ResultSet row = statement.executeQuery("SELECT coalesce(max(version), 0) FROM gitops_version")) {
                row.next();
                version = row.getInt(1);
            }
            if (version > migrations.size()) {
                throw new RecordStoreException(
                        dialect.describe() + " has the audit trail in version " + version + ", this SDK knows "
                                + migrations.size() + "; use a newer SDK",
                        null,
                        false);
            }
            for (int next = version; next < migrations.size(); next++) {
                migrate(statement, next, migrations.get(next));
            }
        }
        return true;
    }

    private void migrate(Statement statement, int version, List<String> script) throws SQLException {
        try {
            for (String sql : script) {
                statement.execute(sql);
            }
            statement.executeUpdate("INSERT INTO gitops_version VALUES (" + (version + 1) + ")");
        } catch (SQLException e) {
            if (dialect.retryable(e) || version == 0) {
                throw e;
            }
            throw new RecordStoreException(
                    "cannot bring the audit trail in " + dialect.describe() + " from version " + version + " to "
                            + (version + 1) + ": " + e.getMessage()
                            + "; run any command once as the user who owns its tables, such as gitops audit verify",
                    e,
                    false);
        }
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), "gitops_version", null)) {
            return tables.next();
        }
    }

    private RecordStoreException failure(String what, SQLException e) {
        boolean again = dialect.retryable(e);
        return new RecordStoreException(
                "cannot " + what + " the audit trail in " + dialect.describe() + ": " + e.getMessage()
                        + (again ? "; it may do later" : "; check the database, its user's rights and its space"),
                e,
                again);
    }

    private static void quietlyClose(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException lost) {
                return;
            }
        }
    }

    void close() {
        synchronized (writing) {
            quietlyClose(writer);
            writer = null;
        }
        synchronized (reading) {
            quietlyClose(reader);
            reader = null;
        }
    }
}
