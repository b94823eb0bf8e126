package dev.gitops.api;

import dev.gitops.stability.Internal;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the doors of this package. It is found with {@link ServiceLoader}, so that this package depends on nothing of the machinery; there is one implementation, and users
 * need not know it.
 */
@Internal
public interface Engine {

    /**
     * Reads an inventory.
     *
     * @param file the file
     * @param settings providers in code; null for those of the class path alone
     * @return the inventory
     */
    Inventory load(Path file, @Nullable Settings settings);

    /**
     * Reads an inventory from a text.
     *
     * @param text the text
     * @param settings providers in code; null for those of the class path alone
     * @return the inventory
     */
    Inventory parse(String text, @Nullable Settings settings);

    /**
     * Reads one application of an inventory, and all that is not an application.
     *
     * @param file the file
     * @param app the application's name
     * @param settings providers in code; null for those of the class path alone
     * @return an inventory that has the application, others perhaps not; the whole one where it has no such application
     */
    default Inventory load(Path file, String app, @Nullable Settings settings) {
        return load(file, settings);
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
                .orElseThrow(
                        () -> new IllegalStateException(
                                "no engine is on the class path; add the artifact dev.gitops:gitops-engine, and keep META-INF/services when jars are merged"));

        private Holder() {}
    }
}
