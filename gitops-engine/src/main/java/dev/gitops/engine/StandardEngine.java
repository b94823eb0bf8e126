package dev.gitops.engine;

import dev.gitops.api.Engine;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.inventory.InventoryLoader;
import java.nio.file.Path;

/** The one {@link Engine}. */
public final class StandardEngine implements Engine {

    /** For {@link java.util.ServiceLoader}. */
    public StandardEngine() {}

    @Override
    public Inventory load(Path file) {
        return InventoryLoader.load(file);
    }

    @Override
    public Inventory load(Path file, String app) {
        return InventoryLoader.load(file, app);
    }

    @Override
    public GitOps open(Inventory inventory, Settings settings) {
        return new OpenGitOps(inventory, settings);
    }
}
