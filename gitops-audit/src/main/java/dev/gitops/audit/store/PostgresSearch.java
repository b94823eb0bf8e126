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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The search in PostgreSQL: what records are sorted by in columns, all else in a text search vector of {@link RecordTerms}. */
final class PostgresSearch {

    private static final int BATCH = 1000;
    /** As many of the latest records of a place tell which is the newest. */
    private static final int DECISIVE = 20;

    private static final String LATEST = """
            WITH RECURSIVE places AS (
              (SELECT app, environment FROM gitops_found ORDER BY app, environment LIMIT 1)
              UNION ALL
              SELECT next.app, next.environment FROM places CROSS JOIN LATERAL (
                SELECT app, environment FROM gitops_found
                WHERE (app, environment) > (places.app, places.environment) ORDER BY app, environment LIMIT 1) next)
            SELECT records.record, latest.place = latest.last FROM places CROSS JOIN LATERAL (
              SELECT place, max(place) OVER () AS last FROM (
                SELECT key, place FROM gitops_found
                WHERE app = places.app AND environment = places.environment%s
                ORDER BY key DESC LIMIT %d) few
              ORDER BY key DESC LIMIT 1) latest
            JOIN gitops_records records ON records.number = latest.place
            """;

    private static final String ALL = "SELECT found.key FROM gitops_found found WHERE true";

    private PostgresSearch() {}

    static void add(Connection connection, List<Entry> entries, long firstNumber) throws SQLException {
        try (TimeKeys keys = new TimeKeys(connection);
                PreparedStatement found = connection.prepareStatement(
                        "INSERT INTO gitops_found (key, place, app, environment, operation, outcome) VALUES (?, ?, ?, ?, ?, ?)");
                PreparedStatement people =
                        connection.prepareStatement("INSERT INTO gitops_people (person, key) VALUES (?, ?)");
                PreparedStatement terms =
                        connection.prepareStatement("INSERT INTO gitops_terms (key, terms) VALUES (?, ?::tsvector)")) {
            long number = firstNumber;
            for (Entry entry : entries) {
                DeploymentRecord record = entry.record();
                long key = keys.next(entry.terms().micros());
                found.setLong(1, key);
                found.setLong(2, number++);
                found.setString(3, record.app());
                found.setString(4, record.environment().value());
                found.setString(5, record.operation().word());
                found.setString(6, record.outcome());
                found.addBatch();
                List<String> line = List.of(entry.terms().line().strip().split(" "));
                for (String person : new TreeSet<>(
                        line.stream().filter(RecordTerms::isPerson).toList())) {
                    people.setString(1, person);
                    people.setLong(2, key);
                    people.addBatch();
                }
                terms.setLong(1, key);
                terms.setString(2, vector(line));
                terms.addBatch();
                if (number % BATCH == 0) {
                    found.executeBatch();
                    people.executeBatch();
                    terms.executeBatch();
                }
            }
            found.executeBatch();
            people.executeBatch();
            terms.executeBatch();
        }
    }

    /** Terms hold no quote and no backslash, so that between quotes they are nothing but terms. Only words need positions: phrases are made of them. */
    private static String vector(List<String> line) {
        StringBuilder vector = new StringBuilder(2048);
        int position = 0;
        for (String term : line) {
            vector.append('\'').append(term).append('\'');
            if (position > 0 || RecordTerms.isBorder(term)) {
                vector.append(':').append(++position);
            }
            vector.append(' ');
        }
        return vector.toString();
    }

    static SqliteSearch.Hits find(Connection connection, RecordQuery query) throws SQLException {
        List<Object> values = new ArrayList<>();
        String hits = hits(connection, query, values);
        String sql = "WITH hits AS MATERIALIZED (" + hits + ") SELECT counted.total, page.place FROM"
                + " (SELECT "
                + (hits.equals(ALL) ? "(SELECT coalesce(max(number), 0) FROM gitops_records)" : "count(*)")
                + " AS total FROM " + (hits.equals(ALL) ? "(VALUES (0)) one" : "hits") + ") counted LEFT JOIN"
                + " (SELECT found.place, found.key FROM (SELECT key FROM "
                + (hits.equals(ALL) ? "gitops_found" : "hits") + " ORDER BY key DESC LIMIT " + query.limit()
                + " OFFSET " + query.offset() + ") newest JOIN gitops_found found ON found.key = newest.key) page"
                + " ON true ORDER BY page.key DESC";
        long total = 0;
        List<Long> places = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                total = rows.getLong(1);
                long place = rows.getLong(2);
                if (!rows.wasNull()) {
                    places.add(place);
                }
            }
        }
        return new SqliteSearch.Hits(total, places);
    }

    /** The latest of each place: from one place to the next along the index, and of each the few latest, so that it costs what there are places, not records. */
    static Dialect.Query newest(Set<Operation> operations, Set<String> outcomes) {
        StringBuilder matching = new StringBuilder();
        List<Object> values = new ArrayList<>();
        in(
                matching,
                values,
                "operation",
                operations.stream().map(Operation::word).toList());
        in(matching, values, "outcome", outcomes);
        return new Dialect.Query(
                LATEST.formatted(matching, DECISIVE),
                values.stream().map(Object::toString).toList());
    }

    /** The keys of what matches: from the index of terms where only that can tell, else from columns. The planner is not left a choice that it could get wrong. */
    private static String hits(Connection connection, RecordQuery query, List<Object> values) throws SQLException {
        Optional<Long> since = query.since().map(RecordClauses::micros).map(TimeKeys::first);
        Optional<Long> until = query.until().map(RecordClauses::micros).map(TimeKeys::first);
        StringBuilder where = new StringBuilder(" WHERE true");
        if (needsTerms(query)) {
            useIndexes(connection);
            compare(where, values, "terms @@ ?::tsquery", Optional.of(terms(query)));
            range(where, values, "key", since, until);
            return "SELECT key FROM gitops_terms" + where;
        }
        is(where, values, "found.app", query.app());
        is(where, values, "found.environment", query.environment().map(EnvironmentName::value));
        in(
                where,
                values,
                "found.operation",
                query.operations().stream().map(Operation::word).toList());
        in(where, values, "found.outcome", query.outcomes());
        boolean columns = !values.isEmpty();
        if (query.person().isEmpty()) {
            range(where, values, "found.key", since, until);
            return "SELECT found.key FROM gitops_found found" + where;
        }
        compare(where, values, "people.person = ?", person(query));
        range(where, values, "people.key", since, until);
        return "SELECT people.key FROM gitops_people people"
                + (columns ? " JOIN gitops_found found ON found.key = people.key" : "") + where;
    }

    /** The planner thinks reading all term vectors cheap, since it does not count what unpacking them takes. */
    private static void useIndexes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("SET LOCAL enable_indexscan = off");
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

    /** The range stands at each table, since the planner does not carry it over a join. */
    private static void range(
            StringBuilder where, List<Object> values, String column, Optional<Long> since, Optional<Long> until) {
        compare(where, values, column + " >= ?", since);
        compare(where, values, column + " < ?", until);
    }

    private static Optional<String> person(RecordQuery query) {
        RecordQuery alone = RecordQuery.builder().person(query.person()).build();
        return Optional.of(RecordClauses.of(alone).get(0).any().get(0).terms().get(0));
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

    private static boolean needsTerms(RecordQuery query) {
        RecordQuery rest = RecordQuery.builder()
                .from(query)
                .app(Optional.empty())
                .environment(Optional.empty())
                .operations(Set.of())
                .outcomes(Set.of())
                .person(Optional.empty())
                .build();
        return !RecordClauses.of(rest).isEmpty();
    }

    private static String terms(RecordQuery query) {
        return RecordClauses.of(query).stream().map(PostgresSearch::clause).collect(Collectors.joining(" & "));
    }

    private static String clause(Clause clause) {
        return clause.any().stream().map(PostgresSearch::phrase).collect(Collectors.joining(" | ", "(", ")"));
    }

    private static String phrase(Phrase phrase) {
        return phrase.terms().stream().map(term -> "'" + term + "'").collect(Collectors.joining(" <-> ", "(", ""))
                + (phrase.prefix() ? ":*)" : ")");
    }
}
