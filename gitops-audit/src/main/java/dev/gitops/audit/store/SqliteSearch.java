package dev.gitops.audit.store;

import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordClauses;
import dev.gitops.record.RecordTerms.Clause;
import dev.gitops.record.RecordTerms.Phrase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The search over SQLite's full text index, for the store {@code sqlite} and as the derived index of the store {@code file}. Rows are keyed by time, so that newest first is the order of the keys and a
 * range of time is a range of keys.
 */
final class SqliteSearch {

    private SqliteSearch() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE IF NOT EXISTS gitops_found (key INTEGER PRIMARY KEY, place INTEGER NOT NULL)");
            // The ascii tokenizer takes whatever is not ASCII into a term, which is what RecordTerms builds on.
            statement.executeUpdate("CREATE VIRTUAL TABLE IF NOT EXISTS gitops_terms USING"
                    + " fts5(line, content='', columnsize=0, tokenize='ascii')");
        }
    }

    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE IF EXISTS gitops_found");
            statement.executeUpdate("DROP TABLE IF EXISTS gitops_terms");
        }
    }

    /** Adds rows; the place is what the store finds the record by again. */
    static final class Adder implements AutoCloseable {
        private final TimeKeys keys;
        private final PreparedStatement found;
        private final PreparedStatement terms;

        Adder(Connection connection) throws SQLException {
            keys = new TimeKeys(connection);
            found = connection.prepareStatement("INSERT INTO gitops_found (key, place) VALUES (?, ?)");
            terms = connection.prepareStatement("INSERT INTO gitops_terms (rowid, line) VALUES (?, ?)");
        }

        void add(Terms of, long place) throws SQLException {
            long key = keys.next(of.micros());
            found.setLong(1, key);
            found.setLong(2, place);
            found.executeUpdate();
            terms.setLong(1, key);
            terms.setString(2, of.line());
            terms.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            keys.close();
            found.close();
            terms.close();
        }
    }

    /** What a search found: how many, and the places of the page. */
    record Hits(long total, List<Long> places) {}

    static Hits find(Connection connection, RecordQuery query) throws SQLException {
        if (query.equals(unbounded(query))) {
            return newest(connection, query);
        }
        String match = match(RecordClauses.of(query));
        long since =
                query.since().map(RecordClauses::micros).map(TimeKeys::first).orElse(Long.MIN_VALUE);
        long until =
                query.until().map(RecordClauses::micros).map(TimeKeys::first).orElse(Long.MAX_VALUE);
        String from = match.isEmpty()
                ? " FROM gitops_found WHERE key >= ? AND key < ?"
                : " FROM gitops_terms WHERE rowid >= ? AND rowid < ? AND gitops_terms MATCH ?";
        String key = match.isEmpty() ? "key" : "rowid";
        long total;
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*)" + from)) {
            bind(count, since, until, match);
            try (ResultSet rows = count.executeQuery()) {
                total = rows.getLong(1);
            }
        }
        String page = "SELECT place FROM gitops_found WHERE key IN (SELECT " + key + from + " ORDER BY " + key
                + " DESC LIMIT ? OFFSET ?) ORDER BY key DESC";
        List<Long> places = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(page)) {
            int next = bind(select, since, until, match);
            select.setInt(next, query.limit());
            select.setInt(next + 1, query.offset());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getLong(1));
                }
            }
        }
        return new Hits(total, places);
    }

    private static RecordQuery unbounded(RecordQuery query) {
        return RecordQuery.builder().limit(query.limit()).offset(query.offset()).build();
    }

    /** Everything: SQLite counts the rows of a whole table from its pages alone. */
    private static Hits newest(Connection connection, RecordQuery query) throws SQLException {
        List<Long> places = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            long total;
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM gitops_found")) {
                total = rows.getLong(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT place FROM gitops_found ORDER BY key DESC LIMIT "
                    + query.limit() + " OFFSET " + query.offset())) {
                while (rows.next()) {
                    places.add(rows.getLong(1));
                }
            }
            return new Hits(total, places);
        }
    }

    private static int bind(PreparedStatement statement, long since, long until, String match) throws SQLException {
        statement.setLong(1, since);
        statement.setLong(2, until);
        if (match.isEmpty()) {
            return 3;
        }
        statement.setString(3, match);
        return 4;
    }

    /** Terms hold no quote, so that between quotes they are nothing but terms. */
    private static String match(List<Clause> clauses) {
        return clauses.stream()
                .map(clause ->
                        clause.any().stream().map(SqliteSearch::phrase).collect(Collectors.joining(" OR ", "(", ")")))
                .collect(Collectors.joining(" AND "));
    }

    private static String phrase(Phrase phrase) {
        return "\"" + String.join(" ", phrase.terms()) + "\"" + (phrase.prefix() ? " *" : "");
    }
}
