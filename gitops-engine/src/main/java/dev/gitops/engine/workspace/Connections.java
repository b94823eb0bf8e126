package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.ClosedException;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ClusterSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.extension.Extensions;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that is opened once and closed at the end: a workspace a repository, a delivery a cluster and kind, the manifests' port an application. */
public final class Connections implements AutoCloseable {

    private final Inventory inventory;
    private final Settings settings;
    private volatile boolean closed;
    private final Map<RepositorySpec, Workspace> workspaces = new ConcurrentHashMap<>();
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Manifests> manifests = new ConcurrentHashMap<>();
    private final Map<String, Connections> governed = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<Provider>> providers = new ConcurrentHashMap<>();

    /** Connections of an inventory; nothing is connected yet. */
    public Connections(Inventory inventory, Settings settings) {
        this.inventory = inventory;
        this.settings = Announcer.in(settings);
        QuietSlf4j.unlessSomebodyListens();
    }

    /** {@return the inventory} */
    public Inventory inventory() {
        return inventory;
    }

    /** {@return the settings} */
    public Settings settings() {
        return settings;
    }

    /** {@return whom to tell what happens} */
    public Announcer announcer() {
        return Announcer.of(settings);
    }

    /** The workspace of an application's config repository. */
    public Workspace workspace(AppSpec app) {
        return workspace(inventory.repositoryOf(app));
    }

    /** The workspace of a repository that is no application's, such as the one that keeps the inventory. */
    public Workspace workspace(RepositorySpec repository) {
        if (closed) {
            throw new ClosedException();
        }
        return workspaces.computeIfAbsent(repository, absent -> Workspace.open(absent, inventory, settings));
    }

    /**
     * What is open for an application as its inventory's home has it: policy is read there, whatever the file at hand says. These connections themselves where both say the same, or where there is no
     * home that could be asked.
     *
     * @throws InvalidInputException if the home cannot be read, or says something else than the file at hand of where it is
     */
    public Connections governed(AppSpec app) {
        Connections known = governed.get(app.name());
        if (known == null) {
            Inventory decides = new InventoryHome(this).of(app);
            known = decides == inventory ? this : new Connections(decides, settings);
            governed.put(app.name(), known);
        }
        return known;
    }

    /** What is open for another state of the inventory; closed with these. */
    public Connections with(String name, Inventory other) {
        return governed.computeIfAbsent("state " + name, absent -> new Connections(other, settings));
    }

    /** The workspace that holds the records of all applications. */
    public Workspace anyWorkspace() {
        return inventory.apps().values().stream()
                .findFirst()
                .map(this::workspace)
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory " + inventory.file(),
                        List.of(Problem.of("apps", null, "it has no application", "add one"))));
    }

    Manifests manifests(AppSpec app) {
        return manifests.computeIfAbsent(app.name(), name -> {
            ManifestsProvider provider = provider(ManifestsProvider.class, app.manifests());
            return settings.offline() ? provider.openOffline(app.manifests()) : provider.open(app.manifests());
        });
    }

    /** What delivers an application to an environment, one for all that share cluster and kind. */
    public Delivery delivery(AppSpec app, EnvironmentSpec environment) {
        ClusterSpec cluster = inventory.cluster(environment.cluster().orElse("none"));
        Workspace workspace = workspace(app);
        String key = environment.delivery().kind() + " " + cluster + " " + workspace.spec();
        return deliveries.computeIfAbsent(
                key,
                absent -> provider(DeliveryProvider.class, environment.delivery())
                        .open(new DeliveryProvider.Context(access(cluster), workspace.publisher())));
    }

    private ClusterAccess access(ClusterSpec cluster) {
        return new ClusterAccess(
                cluster.name(),
                resolve(cluster.kubeconfig()),
                cluster.context(),
                cluster.server(),
                resolve(cluster.ca()),
                cluster.inCluster(),
                ScopedVariables.ofCluster(settings, cluster.server()));
    }

    private @Nullable Path resolve(@Nullable String file) {
        return file == null ? null : inventory.file().resolveSibling(file);
    }

    private <P extends Provider> P provider(Class<P> type, ProviderConfig config) {
        List<Provider> there =
                providers.computeIfAbsent(type, absent -> List.copyOf(Extensions.of(type, Optional.of(settings))));
        return there.stream()
                .filter(provider -> provider.kind().equals(config.kind()))
                .findFirst()
                .map(type::cast)
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                config.position(),
                                config.kind(),
                                "no such "
                                        + type.getSimpleName()
                                                .replace("Provider", "")
                                                .toLowerCase(Locale.ROOT) + " is on the class path",
                                "there are "
                                        + there.stream().map(Provider::kind).collect(Collectors.joining(", "))))));
    }

    @Override
    public void close() {
        closed = true;
        governed.values().stream().filter(other -> other != this).forEach(Connections::close);
        deliveries.values().forEach(Delivery::close);
        workspaces.values().forEach(Workspace::close);
    }
}
