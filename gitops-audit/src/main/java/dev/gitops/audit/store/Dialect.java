package dev.gitops.audit.store;

import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What differs between the databases. */
interface Dialect {

    /** The store, for messages; without credentials. */
    String describe();

    /** A new connection. */
    Connection connect() throws SQLException;

    /** Begins a transaction that no other writer's meets. */
    void beginExclusive(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** The scripts that bring an empty database to the present shape, one a version; each a list of statements. */
    List<List<String>> migrations();

    /** Adds rows to the index of the search; the place of a record is its number. */
    void index(Connection connection, List<Entry> entries, long firstNumber) throws SQLException;

    /** Empties the index of the search. */
    void clearIndex(Connection connection) throws SQLException;

    /** Finds the numbers of records. */
    SqliteSearch.Hits find(Connection connection, RecordQuery query) throws SQLException;

    /** How the newest records of all places are asked for in one query; empty where no index tells them. */
    default Optional<Query> newest(Set<Operation> operations, Set<String> outcomes) {
        return Optional.empty();
    }

    /**
     * A query.
     *
     * @param sql gives a row with a record's text each, and whether no other of its application and environment was appended later
     * @param values what stands for its question marks
     */
    record Query(String sql, List<String> values) {}

    /** An insertion into a table that passes over what is there. */
    String insertNew(String tableAndColumns, String values);

    /** Whether another try may do. */
    boolean retryable(SQLException e);
}
