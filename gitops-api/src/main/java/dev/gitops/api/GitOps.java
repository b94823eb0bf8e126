package dev.gitops.api;

import java.util.List;
import java.util.Optional;

/** The door to everything an inventory describes. Safe for use by several threads; closing it closes every connection it opened. */
public interface GitOps extends AutoCloseable {

    /**
     * Opens an inventory. Nothing is connected until something is asked for.
     *
     * @param inventory the inventory
     * @param settings who acts, where the cache is, which credentials are used
     * @return the door
     */
    static GitOps open(Inventory inventory, Settings settings) {
        return Engine.get().open(inventory, settings);
    }

    /** {@return the inventory} */
    Inventory inventory();

    /**
     * An application.
     *
     * @param name its name in the inventory
     * @return the application
     * @throws InvalidInputException if there is none of that name; it names the nearest
     */
    App app(String name);

    /** {@return all applications in the order of the inventory} */
    List<App> apps();

    /** {@return how each environment of each application is} */
    List<EnvironmentStatus> status();

    /**
     * The environments whose manifests may have changed between two commits of the config repository.
     *
     * @param from the older commit
     * @param to the newer commit
     * @return the pairs in the order of the inventory
     */
    List<AppEnvironment> affected(String from, String to);

    /**
     * The environments whose manifests are not, at their branches' tips, what was last deployed.
     *
     * @param repository only those of this config repository; empty for all
     * @return the pairs in the order of the inventory; what was never deployed is among them
     */
    List<AppEnvironment> undeployed(Optional<String> repository);

    /** {@return the deployment records} */
    Records records();

    @Override
    void close();

    /**
     * An application in an environment.
     *
     * @param app the application
     * @param environment the environment
     */
    record AppEnvironment(String app, EnvironmentName environment) {}
}
