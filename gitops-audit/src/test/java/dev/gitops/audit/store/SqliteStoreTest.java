package dev.gitops.audit.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

class SqliteStoreTest extends SqlContract {

    @Override
    String kind() {
        return "sqlite";
    }

    @Override
    Object options() {
        return Map.of("path", "trail.sqlite");
    }

    @Override
    Connection admin() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + home.resolve("trail.sqlite"));
    }

    @Override
    void unprotect(Statement admin) throws SQLException {
        admin.execute("PRAGMA synchronous = OFF");
        admin.executeUpdate("DROP TRIGGER gitops_records_stay");
        admin.executeUpdate("DROP TRIGGER gitops_records_remain");
    }
}
