package dev.gitops.spi;

import dev.gitops.api.model.ProviderConfig;
import java.nio.file.Path;
import java.util.Map;

/** A place where deployment records are kept: {@code git}, {@code file}, {@code sqlite}, {@code postgres}. */
public interface AuditStoreProvider extends Provider {

    /**
     * Opens the store; it is made where it is not there yet.
     *
     * @param config what the inventory says under this provider's key
     * @param context where we are
     * @return the store, which may be used by several threads
     */
    AuditStore open(ProviderConfig config, Context context);

    /**
     * Where we are.
     *
     * @param home the folder of the inventory, from which relative paths count
     * @param cache a folder for what can be derived again, such as an index of the search; made where it is needed
     * @param environment the variables the store may read ({@code GITOPS_AUDIT_KEY}, passwords), as settings give them
     * @param repository the config repository, for stores that live in it
     */
    record Context(Path home, Path cache, Map<String, String> environment, RecordBranch repository) {

        /** Copies the variables. */
        public Context {
            environment = Map.copyOf(environment);
        }
    }
}
