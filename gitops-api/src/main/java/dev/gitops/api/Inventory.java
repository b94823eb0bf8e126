package dev.gitops.api;

import dev.gitops.api.model.AuditSpec;
import dev.gitops.api.model.ClusterSpec;
import dev.gitops.api.model.FieldsSetAside;
import dev.gitops.api.model.ForgeSpec;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.HomeSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.NotifySpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.model.ReviewSpec;
import dev.gitops.api.model.TeamSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.immutables.value.Value;

/** The inventory: every application, where it runs and how it gets there. It is data; {@link GitOps} makes it work. */
@Value.Immutable
public interface Inventory {

    /**
     * Reads an inventory.
     *
     * @param file the file, usually {@code apps.yaml}
     * @return the inventory, with all defaults and overrides settled
     * @throws InvalidInputException if it cannot be read or is not valid; with every problem, each with line and column
     */
    static Inventory load(Path file) {
        return Engine.get().load(Objects.requireNonNull(file, "file"), null);
    }

    /**
     * Reads an inventory whose kinds may come from providers in code.
     *
     * @param file the file
     * @param settings the providers
     * @return the inventory
     * @throws InvalidInputException if it cannot be read or is not valid; with every problem, each with line and column
     */
    static Inventory load(Path file, Settings settings) {
        return Engine.get().load(Objects.requireNonNull(file, "file"), Objects.requireNonNull(settings, "settings"));
    }

    /**
     * Reads an inventory from a text. Relative paths count from the process' folder.
     *
     * @param text the text of an {@code apps.yaml}
     * @return the inventory
     * @throws InvalidInputException if it is not valid; with every problem, each with line and column
     */
    static Inventory parse(String text) {
        return Engine.get().parse(Objects.requireNonNull(text, "text"), null);
    }

    /**
     * Reads an inventory from a text, whose kinds may come from providers in code.
     *
     * @param text the text of an {@code apps.yaml}
     * @param settings the providers
     * @return the inventory
     * @throws InvalidInputException if it is not valid; with every problem, each with line and column
     */
    static Inventory parse(String text, Settings settings) {
        return Engine.get().parse(Objects.requireNonNull(text, "text"), Objects.requireNonNull(settings, "settings"));
    }

    /**
     * Reads what one application needs of an inventory: it is read and checked as in {@link #load(Path)}, other applications need not be. What it costs does not follow how many there are.
     *
     * @param file the file, usually {@code apps.yaml}
     * @param app the application's name
     * @return an inventory that has the application, others perhaps not; the whole one where it has no such application
     * @throws InvalidInputException if it cannot be read, or what was read is not valid
     */
    static Inventory load(Path file, String app) {
        return Engine.get().load(Objects.requireNonNull(file, "file"), Objects.requireNonNull(app, "app"), null);
    }

    /** {@return the file it was read from, absolute} */
    Path file();

    /** {@return the folder of the file, from which relative paths count} */
    default Path home() {
        Path folder = file().toAbsolutePath().getParent();
        return folder == null ? file().toAbsolutePath() : folder;
    }

    /** {@return the config repository of all applications that have none of their own; empty where each has its own} */
    Optional<RepositorySpec> config();

    /** {@return where the inventory says it is kept; empty where it does not say} */
    Optional<HomeSpec> homeSpec();

    /** {@return by which logins and mail addresses people are known, by the person's name} */
    Map<String, List<String>> people();

    /** {@return who may pass a line that is stopped: people, or teams of the inventory} */
    List<String> mayPassStops();

    /** {@return the host that change requests are opened on} */
    @Value.Default
    default ForgeSpec forge() {
        return ForgeSpec.NONE;
    }

    /** {@return the described clusters by name} */
    Map<String, ClusterSpec> clusters();

    /** {@return the teams by name} */
    Map<String, TeamSpec> teams();

    /** {@return the environments in the order of the file, before any application's overrides} */
    Map<EnvironmentName, EnvironmentSpec> environments();

    /** {@return the applications in the order of the file} */
    Map<String, AppSpec> apps();

    /** {@return where deployment records are kept} */
    AuditSpec audit();

    /** {@return who is told of what} */
    @Value.Default
    default NotifySpec notifications() {
        return NotifySpec.NONE;
    }

    /** {@return how objects of further kinds are healthy} */
    List<HealthRule> healthRules();

    /** {@return fields that others look after} */
    List<FieldsSetAside> setAside();

    /** {@return which findings of a review block, and what objects are checked with} */
    @Value.Default
    default ReviewSpec review() {
        return ReviewSpec.NONE;
    }

    /** {@return what the Jenkins jobs need to know} */
    JenkinsSpec jenkins();

    /**
     * How an environment's cluster is reached.
     *
     * @param name a name of {@link #clusters()}, a kubeconfig context, or {@code in-cluster}
     * @return the cluster
     */
    default ClusterSpec cluster(String name) {
        Objects.requireNonNull(name, "name");
        ClusterSpec described = clusters().get(name);
        return described == null ? ClusterSpec.named(name) : described;
    }

    /**
     * The config repository of an application.
     *
     * @param app an application of this inventory
     * @return its own, or the inventory's
     */
    default RepositorySpec repositoryOf(AppSpec app) {
        Objects.requireNonNull(app, "app");
        return app.config()
                .or(this::config)
                .orElseThrow(
                        () -> new IllegalStateException("a loaded inventory gives every application a repository"));
    }

    /** {@return a new builder} */
    static ImmutableInventory.Builder builder() {
        return ImmutableInventory.builder();
    }
}
