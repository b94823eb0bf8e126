package dev.gitops.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStoreIT extends SqlContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private String database = "";

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    @BeforeEach
    void openStore() throws Exception {
        database = "audit" + DATABASES.incrementAndGet();
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        super.openStore();
    }

    @Override
    String kind() {
        return "postgres";
    }

    @Override
    Object options() {
        return Map.of("url", "jdbc:postgresql://localhost:" + server.getPort() + "/" + database);
    }

    @Override
    Map<String, String> environment() {
        return Map.of(
                "GITOPS_AUDIT_USER",
                "postgres",
                "GITOPS_AUDIT_PASSWORD",
                "postgres-password",
                "X_TOKEN",
                "top-secret-token");
    }

    @Override
    Connection admin() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", database));
    }

    @Override
    void unprotect(Statement admin) throws SQLException {
        admin.execute("DROP TRIGGER gitops_records_stay ON gitops_records");
    }

    @Test
    void aUserWhoMayOnlyReadAndInsertIsEnough() throws SQLException {
        append(1);
        store.note("x", List.of("y"));
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE jenkins_" + database + " LOGIN");
            statement.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO jenkins_" + database);
        }
        try (AuditStore limited =
                open("postgres", home, options(), Map.of("GITOPS_AUDIT_USER", "jenkins_" + database))) {
            limited.append(records.next());
            assertThat(limited.search(RecordQuery.builder().build()).total()).isEqualTo(2);
            assertThat(limited.verify().valid()).isTrue();
        }
    }

    @Test
    void tablesOfTheVersionBeforeAreBroughtUpByTheirOwnerAlone() throws SQLException {
        append(3);
        try (Connection admin = admin();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE ROLE limited_" + database + " LOGIN");
            statement.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO limited_" + database);
            statement.execute("DROP INDEX gitops_found_place");
            statement.execute("CREATE INDEX gitops_found_app ON gitops_found (app, key)");
            statement.execute("DELETE FROM gitops_version WHERE version = 2");
        }
        try (AuditStore limited =
                open("postgres", home, options(), Map.of("GITOPS_AUDIT_USER", "limited_" + database))) {
            assertThatThrownBy(limited::verify)
                    .isInstanceOf(RecordStoreException.class)
                    .hasMessageContainingAll("from version 1 to 2", "as the user who owns its tables");
        }
        try (AuditStore owner = open("postgres", home, options(), environment())) {
            assertThat(owner.verify()).isEqualTo(AuditStore.Verification.whole(3));
        }
        try (AuditStore limited =
                open("postgres", home, options(), Map.of("GITOPS_AUDIT_USER", "limited_" + database))) {
            assertThat(limited.verify()).isEqualTo(AuditStore.Verification.whole(3));
        }
    }

    @Test
    void aLostConnectionIsMadeAnew() throws SQLException {
        append(1);
        store.search(RecordQuery.builder().build());
        try (Connection admin = server.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
        }
        assertThatThrownBy(() -> append(1))
                .isInstanceOfSatisfying(
                        RecordStoreException.class,
                        e -> assertThat(e.retryable()).isTrue());
        append(1);
        assertThatThrownBy(() -> store.search(RecordQuery.builder().build())).isInstanceOf(RecordStoreException.class);
        assertThat(store.search(RecordQuery.builder().build()).total()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com/audit?user=u&password=p",
                "jdbc:postgresql://u:p@db.example.com/audit",
            })
    void aPasswordInTheUrlIsRefused(String url) {
        assertThatThrownBy(() -> open("postgres", home, Map.of("url", url), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_AUDIT_PASSWORD")
                .hasMessageNotContaining("u:p");
    }

    @Test
    void aDatabaseThatIsNotThereIsAClearError() {
        try (AuditStore nowhere =
                open("postgres", home, Map.of("url", "jdbc:postgresql://localhost:1/audit"), Map.of())) {
            assertThatThrownBy(() -> nowhere.search(RecordQuery.builder().build()))
                    .isInstanceOfSatisfying(
                            RecordStoreException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("the PostgreSQL database jdbc:postgresql://localhost:1/audit");
        }
    }
}
