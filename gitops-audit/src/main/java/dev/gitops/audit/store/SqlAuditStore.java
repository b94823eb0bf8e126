package dev.gitops.audit.store;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Records in a database: numbered, chained, never changed; the database itself refuses to. */
final class SqlAuditStore implements AuditStore {

    private static final int SALT_BYTES = 32;
    private static final int FETCH = 2000;
    /** No database takes parameters without end. */
    private static final int AT_ONCE = 500;

    private static final String SALT = "salt";

    private final Dialect dialect;
    private final Database database;
    private final Sealing sealing;
    private final GroupCommit commits;

    SqlAuditStore(Dialect dialect, Sealing sealing) {
        this.dialect = dialect;
        this.database = new Database(dialect);
        this.sealing = sealing;
        this.commits = new GroupCommit(this::write);
    }

    @Override
    public void appendAll(List<DeploymentRecord> records) {
        if (!records.isEmpty()) {
            commits.append(Entry.indexed(records, sealing));
        }
    }

    private void write(List<Entry> entries) {
        database.write("append to", connection -> {
            Chain chain = new Chain();
            long number = 0;
            byte[] link = chain.start();
            try (Statement statement = connection.createStatement();
                    ResultSet last = statement.executeQuery(
                            "SELECT number, link FROM gitops_records ORDER BY number DESC LIMIT 1")) {
                if (last.next()) {
                    number = last.getLong(1);
                    link = last.getBytes(2);
                }
            }
            long first = number + 1;
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO gitops_records (number, id, record, link) VALUES (?, ?, ?, ?)")) {
                for (Entry entry : entries) {
                    link = chain.next(link, entry.json());
                    insert.setLong(1, ++number);
                    insert.setString(2, entry.record().id());
                    insert.setString(3, new String(entry.json(), StandardCharsets.UTF_8));
                    insert.setBytes(4, link);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            dialect.index(connection, entries, first);
            return number;
        });
    }

    @Override
    public Page search(RecordQuery query) {
        return database.read("search", connection -> {
            SqliteSearch.Hits hits = dialect.find(connection, query);
            List<DeploymentRecord> records = new ArrayList<>();
            for (int from = 0; from < hits.places().size(); from += AT_ONCE) {
                int to = Math.min(hits.places().size(), from + AT_ONCE);
                records.addAll(records(connection, hits.places().subList(from, to)));
            }
            return new Page(hits.total(), records);
        });
    }

    /** The records with some numbers, in their order: one question, as the database may be far. */
    private static List<DeploymentRecord> records(Connection connection, List<Long> numbers) throws SQLException {
        Map<Long, String> found = new HashMap<>();
        String some = String.join(", ", Collections.nCopies(numbers.size(), "?"));
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT number, record FROM gitops_records WHERE number IN (" + some + ")")) {
            for (int i = 0; i < numbers.size(); i++) {
                select.setLong(i + 1, numbers.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return numbers.stream()
                .map(number -> RecordJson.read(found.getOrDefault(number, "")))
                .toList();
    }

    @Override
    public Collection<LatestRecord> newest(Set<Operation> operations, Set<String> outcomes) {
        return dialect.newest(operations, outcomes)
                .map(query -> database.read("search", connection -> latest(connection, query)))
                .orElseGet(() -> NewestPass.over(this, operations, outcomes));
    }

    private static Collection<LatestRecord> latest(Connection connection, Dialect.Query query) throws SQLException {
        List<LatestRecord> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query.sql())) {
            select.setFetchSize(FETCH);
            for (int i = 0; i < query.values().size(); i++) {
                select.setString(i + 1, query.values().get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                ReadAhead<Row, LatestRecord> ahead = new ReadAhead<>(Row::latest, found::add);
                while (rows.next()) {
                    ahead.add(new Row(rows.getString(1), rows.getBoolean(2)));
                }
                ahead.finish();
            }
        }
        return found;
    }

    private record Row(String json, boolean last) {

        LatestRecord latest() {
            return new LatestRecord(RecordGlance.of(json.getBytes(StandardCharsets.UTF_8)), json, last);
        }
    }

    @Override
    public void reindex() {
        database.write("index", connection -> {
            dialect.clearIndex(connection);
            List<Entry> batch = new ArrayList<>();
            long[] first = {1};
            ReadAhead<byte[], Entry> ahead = new ReadAhead<>(Entry::stored, entry -> {
                batch.add(entry);
                return batch.size() < FETCH || index(connection, batch, first);
            });
            try (Rows rows = new Rows(connection, 0)) {
                while (rows.next()) {
                    ahead.add(rows.json());
                }
            }
            ahead.finish();
            return index(connection, batch, first);
        });
    }

    private boolean index(Connection connection, List<Entry> batch, long[] first) {
        try {
            dialect.index(connection, batch, first[0]);
        } catch (SQLException e) {
            throw new RecordStoreException(
                    "cannot index " + dialect.describe() + ": " + e.getMessage(), e, dialect.retryable(e));
        }
        first[0] += batch.size();
        batch.clear();
        return true;
    }

    @Override
    public void read(long from, Visitor visitor) {
        database.fresh("read", connection -> {
            try (Rows rows = new Rows(connection, from)) {
                long index = from;
                while (rows.next() && visitor.visit(index, rows.json())) {
                    index++;
                }
            }
            return from;
        });
    }

    @Override
    public Verification verify() {
        return database.fresh("verify", connection -> {
            try (Rows rows = new Rows(connection, 0)) {
                return RowCheck.of(rows);
            }
        });
    }

    /** The rows of the trail in order. */
    static final class Rows implements AutoCloseable {
        private final PreparedStatement select;
        private final ResultSet rows;

        Rows(Connection connection, long from) throws SQLException {
            select = connection.prepareStatement(
                    "SELECT number, id, record, link FROM gitops_records WHERE number > ? ORDER BY number");
            select.setFetchSize(FETCH);
            select.setLong(1, from);
            rows = select.executeQuery();
        }

        boolean next() throws SQLException {
            return rows.next();
        }

        long number() throws SQLException {
            return rows.getLong(1);
        }

        String id() throws SQLException {
            return rows.getString(2);
        }

        byte[] json() throws SQLException {
            return rows.getBytes(3);
        }

        byte[] link() throws SQLException {
            return rows.getBytes(4);
        }

        @Override
        public void close() throws SQLException {
            rows.close();
            select.close();
        }
    }

    @Override
    public void note(String name, List<String> lines) {
        database.write("note in", connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement(dialect.insertNew("gitops_notes (name, line)", "(?, ?)"))) {
                for (String line : lines) {
                    insert.setString(1, Names.checked(name));
                    insert.setString(2, line);
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    @Override
    public Set<String> notes(String name) {
        return database.read("read notes of", connection -> {
            Set<String> lines = new TreeSet<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT line FROM gitops_notes WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
            return lines;
        });
    }

    @Override
    public Optional<byte[]> salt() {
        return notes(SALT).stream().findFirst().map(HexFormat.of()::parseHex);
    }

    @Override
    public byte[] makeSalt() {
        return salt().orElseGet(() -> {
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            database.write("note the salt of", connection -> {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO gitops_notes (name, line) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM gitops_notes WHERE name = ?)")) {
                    insert.setString(1, SALT);
                    insert.setString(2, HexFormat.of().formatHex(salt));
                    insert.setString(3, SALT);
                    return insert.executeUpdate();
                }
            });
            return salt().orElseThrow();
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
