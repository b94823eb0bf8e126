import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Fills a PostgreSQL database with records of deployments: {@code java -cp gitops.jar Records.java URL FOLDER APPS RECORDS}. The tables are those of the store itself; rows are made by the database, which
 * takes a minute for a million, and hold what searches and the newest of each place are found by. The links of the trail are not those of the records, since nobody verifies it here.
 */
public final class Records {

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        Path folder = Path.of(arguments[1]);
        int apps = Integer.parseInt(arguments[2]);
        int records = Integer.parseInt(arguments[3]);
        makeTables(url, folder);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE commits (number serial, id text)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO commits (id) VALUES (?)")) {
                for (String commit : commits(folder)) {
                    insert.setString(1, commit);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            statement.execute("CREATE INDEX ON commits (number)");
            statement.execute("""
                    CREATE TEMP TABLE made AS
                    SELECT n, 'app-' || (n::bigint * 7919 %% %1$d) AS app,
                           (ARRAY['dev','staging','production'])[1 + (n / %1$d + n) %% 3] AS environment,
                           CASE WHEN n %% 12 = 0 THEN 'failed' ELSE 'verified' END AS outcome,
                           timestamp '2026-01-01' + n * interval '20 seconds' AS ended,
                           1 + (n::bigint * (SELECT count(*) - 1 FROM commits) / %2$d)::int AS commit
                    FROM generate_series(1, %2$d) n
                    """.formatted(apps, records));
            statement.execute("""
                    INSERT INTO gitops_records (number, id, record, link)
                    SELECT n, lpad(n::text, 26, '0'),
                      json_build_object('recordVersion', 1, 'id', lpad(n::text, 26, '0'), 'app', app, 'environment', environment, 'operation', 'deploy', 'outcome', outcome,
                        'requestedBy', 'bench', 'reason', 'the cart must not lose what is in it', 'images', json_build_array(json_build_object('name', app, 'after', 'registry.example.com/team/' || app || ':1.0.0')), 'commit', commits.id,
                        'started', to_char(ended, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'ended', to_char(ended, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'padding', repeat('x', 500))::text,
                      ''::bytea
                    FROM made JOIN commits ON commits.number = made.commit
                    """);
            statement.execute("""
                    INSERT INTO gitops_found (key, place, app, environment, operation, outcome)
                    SELECT (extract(epoch FROM ended AT TIME ZONE 'UTC') * 1000000)::bigint << 10, n, app, environment, 'deploy', outcome FROM made
                    """);
            statement.execute("VACUUM ANALYZE gitops_found");
            statement.execute("ANALYZE gitops_records");
        }
    }

    /** By the store's own hand. */
    private static void makeTables(String url, Path folder) {
        var provider = ServiceLoader.load(dev.gitops.spi.AuditStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals("postgres"))
                .findFirst()
                .orElseThrow();
        var context = new dev.gitops.spi.AuditStoreProvider.Context(
                folder, folder, java.util.Map.of("GITOPS_AUDIT_USER", "postgres"), null);
        try (var store = provider.open(
                new dev.gitops.api.model.ProviderConfig("postgres", java.util.Map.of("url", url), ""), context)) {
            store.search(dev.gitops.api.RecordQuery.builder().limit(1).build());
        }
    }

    private static List<String> commits(Path folder) throws Exception {
        Process log = new ProcessBuilder(
                        "git", "-C", folder.resolve("config.git").toString(), "log", "--reverse", "--format=%H", "main")
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(log.getInputStream()))) {
            return lines.lines().toList();
        }
    }
}
