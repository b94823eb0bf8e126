package dev.gitops.audit.store;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;

/** {@code store: sqlite}: a database file, {@code audit.sqlite} beside the inventory if nothing else is said. */
public final class SqliteAuditStoreProvider implements AuditStoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SqliteAuditStoreProvider() {}

    @Override
    public String kind() {
        return "sqlite";
    }

    @Override
    public String schema() {
        return """
                {"type": ["object", "null"], "additionalProperties": false, "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The database file, on a local disk; relative to the inventory. Default: audit.sqlite"}}}""";
    }

    @Override
    public AuditStore open(ProviderConfig config, Context context) {
        return new SqlAuditStore(
                new SqliteDialect(context.home().resolve(config.text("path", "audit.sqlite"))),
                Sealing.of(context.environment()));
    }
}
