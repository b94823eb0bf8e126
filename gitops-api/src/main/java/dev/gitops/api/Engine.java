package dev.gitops.api;

import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * What stands behind the doors of this package. It is found with {@link ServiceLoader}, so that this package depends on nothing of the machinery; there is one implementation, and users
 * need not know it.
 */
public interface Engine {

    /**
     * Reads an inventory.
     *
     * @param file the file
     * @return the inventory
     */
    Inventory load(Path file);

    /**
     * Reads one application of an inventory, and all that is not an application.
     *
     * @param file the file
     * @param app the application's name
     * @return an inventory that has the application, others perhaps not; the whole one where it has no such application
     */
    default Inventory load(Path file, String app) {
        return load(file);
    }

    /**
     * Opens what an inventory describes.
     *
     * @param inventory the inventory
     * @param settings repositories, credentials, cache folder, actor and clock
     * @return the door to all operations
     */
    GitOps open(Inventory inventory, Settings settings);

    /** {@return the one implementation} */
    static Engine get() {
        return Holder.ENGINE;
    }

    /** Finds the implementation once. */
    final class Holder {
        private static final Engine ENGINE = ServiceLoader.load(Engine.class, Engine.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("gitops-api is incomplete: no engine is registered"));

        private Holder() {}
    }
}
