package dev.gitops.audit;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.store.FileAuditStoreProvider;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Stores to test with, opened as the SDK opens them. */
public final class TestStores {

    private TestStores() {}

    /**
     * A store of the kind {@code file}.
     *
     * @param folder where
     * @return the store
     */
    public static AuditStore file(Path folder) {
        return new FileAuditStoreProvider()
                .open(
                        new ProviderConfig("file", Map.of("path", folder.toString()), "apps.yaml:1:1"),
                        context(folder, Map.of()));
    }

    /**
     * A store of any kind on the class path.
     *
     * @param kind the kind
     * @param home where relative paths count from
     * @param options what the inventory says
     * @param environment the variables
     * @return the store
     */
    public static AuditStore open(String kind, Path home, Object options, Map<String, String> environment) {
        return ServiceLoader.load(AuditStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .open(new ProviderConfig(kind, options, "apps.yaml:1:1"), context(home, environment));
    }

    private static AuditStoreProvider.Context context(Path home, Map<String, String> environment) {
        return new AuditStoreProvider.Context(home, home.resolve("cache"), environment, new NoBranch());
    }

    /** These stores keep nothing in Git. */
    private static final class NoBranch implements RecordBranch {
        @Override
        public SourceTree tip() {
            throw new IllegalStateException();
        }

        @Override
        public String append(String message, List<FileEdit> additions) {
            throw new IllegalStateException();
        }

        @Override
        public List<Entry> log() {
            throw new IllegalStateException();
        }
    }
}
