package dev.gitops.audit.store;

import dev.gitops.record.RecordStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens SQLite databases. */
final class SqliteFile {

    private static final String DRIVER = "org.sqlite.JDBC";

    private SqliteFile() {}

    static boolean driverIsThere() {
        return Drivers.isThere(DRIVER);
    }

    /**
     * A connection that waits for other writers.
     *
     * @param durable whether a commit must survive a loss of power; a derived index need not
     */
    static Connection open(Path file, boolean durable) {
        Drivers.require(DRIVER, "org.xerial:sqlite-jdbc", "sqlite");
        Path path = file.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path.getParent());
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 120000");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = " + (durable ? "FULL" : "OFF"));
                statement.execute("PRAGMA cache_size = -32000");
                statement.execute("PRAGMA wal_autocheckpoint = 8000");
            }
            return connection;
        } catch (SQLException | IOException e) {
            throw new RecordStoreException(
                    "cannot open the SQLite database " + path + ": " + e.getMessage()
                            + "; give it a path on a local disk that can be written",
                    e,
                    false);
        }
    }
}
