package dev.gitops.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;

/** A PostgreSQL server with its usual durability, around the benchmark of its store. Arguments: folder, how many records. */
public final class PostgresForBenchmarks {

    private PostgresForBenchmarks() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "256MB")
                .setDataDirectory(Path.of(arguments[0], "postgres-data"))
                .start()) {
            AuditBenchmark.main(new String[] {
                "postgres",
                arguments[0],
                "url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                arguments[1]
            });
        }
    }
}
