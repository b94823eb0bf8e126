package dev.gitops.audit.store;

import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL: writers queue for an advisory lock, so that the chain has one order. */
final class PostgresDialect implements Dialect {

    private static final String DRIVER = "org.postgresql.Driver";
    /** The advisory lock of the trail: "gitops" in ASCII. */
    private static final long LOCK = 0x6769746f7073L;

    private final String url;
    private final Properties login;

    PostgresDialect(String url, Properties login) {
        this.url = url;
        this.login = login;
    }

    @Override
    public String describe() {
        int query = url.indexOf('?');
        return "the PostgreSQL database " + (query < 0 ? url : url.substring(0, query));
    }

    @Override
    public Connection connect() throws SQLException {
        Drivers.require(DRIVER, "org.postgresql:postgresql", "postgres");
        Connection connection = DriverManager.getConnection(url, login);
        try (Statement statement = connection.createStatement()) {
            // Compiling a query takes longer than these queries do, and a plan for any value is a bad one for most.
            statement.execute("SET jit = off");
            statement.execute("SET plan_cache_mode = force_custom_plan");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void beginExclusive(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(Scripts.statements("postgres-1.sql"), Scripts.statements("postgres-2.sql"));
    }

    @Override
    public void index(Connection connection, List<Entry> entries, long firstNumber) throws SQLException {
        PostgresSearch.add(connection, entries, firstNumber);
    }

    @Override
    public void clearIndex(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE gitops_found, gitops_people, gitops_terms");
        }
    }

    @Override
    public SqliteSearch.Hits find(Connection connection, RecordQuery query) throws SQLException {
        return PostgresSearch.find(connection, query);
    }

    @Override
    public Optional<Query> newest(Set<Operation> operations, Set<String> outcomes) {
        return Optional.of(PostgresSearch.newest(operations, outcomes));
    }

    @Override
    public String insertNew(String tableAndColumns, String values) {
        return "INSERT INTO " + tableAndColumns + " VALUES " + values + " ON CONFLICT DO NOTHING";
    }

    @Override
    public boolean retryable(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57"));
    }
}
