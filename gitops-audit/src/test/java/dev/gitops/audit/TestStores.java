package dev.gitops.audit;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.store.FileAuditStoreProvider;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import dev.gitops.testkit.BareRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
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
     * A store of any kind on the class path. For {@code git}, the option {@code remote} is a folder with a bare repository, made where it is not there, and the cache is below the home.
     *
     * @param kind the kind
     * @param home where relative paths count from
     * @param options what the inventory says
     * @param environment the variables
     * @return the store
     */
    public static AuditStore open(String kind, Path home, Object options, Map<String, String> environment) {
        AuditStoreProvider provider = ServiceLoader.load(AuditStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        if (!kind.equals("git")) {
            return provider.open(new ProviderConfig(kind, options, "apps.yaml:1:1"), context(home, environment));
        }
        ConfigRepository repository = ConfigRepository.open(RepositoryOptions.builder()
                .url(bare(home.resolve(String.valueOf(((Map<?, ?>) options).get("remote")))))
                .cacheFolder(home.resolve("cache"))
                .build());
        AuditStore store = provider.open(
                new ProviderConfig(kind, null, "apps.yaml:1:1"),
                new AuditStoreProvider.Context(
                        home, home.resolve("cache"), environment, repository.records("gitops/audit")));
        return closing(store, repository);
    }

    private static String bare(Path folder) {
        if (!Files.exists(folder)) {
            BareRepository.at(folder);
        }
        return folder.toString();
    }

    /** The store, whose repository is closed with it. */
    private static AuditStore closing(AuditStore store, ConfigRepository repository) {
        return (AuditStore) Proxy.newProxyInstance(
                TestStores.class.getClassLoader(), new Class<?>[] {AuditStore.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (method.getName().equals("close")) {
                            repository.close();
                        }
                    }
                });
    }

    private static AuditStoreProvider.Context context(Path home, Map<String, String> environment) {
        return new AuditStoreProvider.Context(home, home.resolve("cache"), environment, new NoBranch());
    }

    /** These stores keep nothing in Git. */
    private static final class NoBranch implements RecordBranch {
        @Override
        public String name() {
            throw new IllegalStateException();
        }

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

        @Override
        public List<FileChange> changes(String from, String to) {
            throw new IllegalStateException();
        }

        @Override
        public List<byte[]> contents(List<String> ids) {
            throw new IllegalStateException();
        }
    }
}
