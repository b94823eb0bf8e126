package dev.gitops.audit.store;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;

/** {@code store: file}: a journal in a folder, {@code audit} beside the inventory if nothing else is said. */
public final class FileAuditStoreProvider implements AuditStoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public FileAuditStoreProvider() {}

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String schema() {
        return """
                {"type": ["object", "null"], "additionalProperties": false, "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "The folder of the journal; relative to the inventory. Default: audit"}}}""";
    }

    @Override
    public AuditStore open(ProviderConfig config, Context context) {
        return new FileAuditStore(
                context.home().resolve(config.text("path", "audit")), Sealing.of(context.environment()));
    }
}
