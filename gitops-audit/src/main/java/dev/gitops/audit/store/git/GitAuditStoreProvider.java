package dev.gitops.audit.store.git;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;

/** {@code store: git}: records on a branch of their own in the config repository. */
public final class GitAuditStoreProvider implements AuditStoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public GitAuditStoreProvider() {}

    @Override
    public String kind() {
        return "git";
    }

    @Override
    public String schema() {
        return "{\"type\": \"null\"}";
    }

    @Override
    public AuditStore open(ProviderConfig config, Context context) {
        return new GitAuditStore(context.repository(), context.cache(), Sealing.of(context.environment()));
    }
}
