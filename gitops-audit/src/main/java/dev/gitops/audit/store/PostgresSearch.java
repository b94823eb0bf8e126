package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordClauses;
import dev.gitops.record.RecordTerms;
import dev.gitops.record.RecordTerms.Clause;
import dev.gitops.record.RecordTerms.Phrase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The search in PostgreSQL: what records are sorted by in columns, all else in a text search vector of {@link RecordTerms}. */
final class PostgresSearch {

    private PostgresSearch() {}

    static void add(Connection connection, List<Entry> entries, long firstNumber) throws SQLException {
        try (TimeKeys keys = new TimeKeys(connection);
                PreparedStatement found = connection.prepareStatement(
                        "INSERT INTO gitops_found (key, place, app, environment, operation, outcome) VALUES (?, ?, ?, ?, ?, ?)");
                PreparedStatement terms =
                        connection.prepareStatement("INSERT INTO gitops_terms (key, terms) VALUES (?, ?::tsvector)")) {
            long number = firstNumber;
            for (Entry entry : entries) {
                DeploymentRecord record = entry.record();
                long micros = RecordClauses.micros(record.ended().truncatedTo(ChronoUnit.MICROS));
                if (!keys.isRunning(micros)) {
                    // The next key is asked of the table, so what is batched must be there.
                    found.executeBatch();
                }
                long key = keys.next(micros);
                found.setLong(1, key);
                found.setLong(2, number++);
                found.setString(3, record.app());
                found.setString(4, record.environment().value());
                found.setString(5, record.operation().word());
                found.setString(6, record.outcome());
                found.addBatch();
                terms.setLong(1, key);
                terms.setString(2, vector(RecordTerms.of(record)));
                terms.addBatch();
            }
            found.executeBatch();
            terms.executeBatch();
        }
    }

    /** Terms hold no quote and no backslash, so that between quotes they are nothing but terms. */
    private static String vector(String line) {
        StringBuilder vector = new StringBuilder(2 * line.length());
        int position = 1;
        for (String term : line.strip().split(" ")) {
            vector.append('\'').append(term).append("':").append(position++).append(' ');
        }
        return vector.toString();
    }

    static SqliteSearch.Hits find(Connection connection, RecordQuery query) throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder(" WHERE true");
        is(where, values, "found.app", query.app());
        is(where, values, "found.environment", query.environment().map(EnvironmentName::value));
        in(
                where,
                values,
                "found.operation",
                query.operations().stream().map(Operation::word).toList());
        in(where, values, "found.outcome", query.outcomes());
        compare(
                where,
                values,
                "found.key >= ?",
                query.since().map(RecordClauses::micros).map(TimeKeys::first));
        compare(
                where,
                values,
                "found.key < ?",
                query.until().map(RecordClauses::micros).map(TimeKeys::first));
        String terms = terms(query);
        String from = " FROM gitops_found found";
        if (!terms.isEmpty()) {
            from += " JOIN gitops_terms terms ON terms.key = found.key";
            compare(where, values, "terms.terms @@ ?::tsquery", Optional.of(terms));
        }
        long total = count(connection, from + where, values);
        List<Long> places = new ArrayList<>();
        if (total > query.offset() && query.limit() > 0) {
            String page = "SELECT found.place" + from + where + " ORDER BY found.key DESC LIMIT " + query.limit()
                    + " OFFSET " + query.offset();
            try (PreparedStatement select = prepare(connection, page, values);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getLong(1));
                }
            }
        }
        return new SqliteSearch.Hits(total, places);
    }

    private static long count(Connection connection, String fromWhere, List<Object> values) throws SQLException {
        try (PreparedStatement count = prepare(connection, "SELECT count(*)" + fromWhere, values);
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    private static void is(StringBuilder where, List<Object> values, String column, Optional<String> value) {
        compare(where, values, column + " = ?", value);
    }

    private static void in(StringBuilder where, List<Object> values, String column, Collection<String> any) {
        if (!any.isEmpty()) {
            where.append(" AND ")
                    .append(column)
                    .append(any.stream().map(value -> "?").collect(Collectors.joining(", ", " IN (", ")")));
            values.addAll(any);
        }
    }

    private static void compare(StringBuilder where, List<Object> values, String condition, Optional<?> value) {
        value.ifPresent(given -> {
            where.append(" AND ").append(condition);
            values.add(given);
        });
    }

    private static String terms(RecordQuery query) {
        RecordQuery rest = RecordQuery.builder()
                .from(query)
                .app(Optional.empty())
                .environment(Optional.empty())
                .operations(Set.of())
                .outcomes(Set.of())
                .build();
        return RecordClauses.of(rest).stream().map(PostgresSearch::clause).collect(Collectors.joining(" & "));
    }

    private static String clause(Clause clause) {
        return clause.any().stream().map(PostgresSearch::phrase).collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String phrase(Phrase phrase) {
        return phrase.terms().stream().map(term -> "'" + term + "'").collect(Collectors.joining(" <-> ", "(", ""))
                + (phrase.prefix() ? ":*)" : ")");
    }
}
