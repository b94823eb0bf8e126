package dev.gitops.engine;

import dev.gitops.api.Engine;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.inventory.InventoryLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The one {@link Engine}. */
public final class StandardEngine implements Engine {

    /** For {@link java.util.ServiceLoader}. */
    public StandardEngine() {}

    @Override
    public Inventory load(Path file, Optional<Settings> settings) {
        return InventoryLoader.load(file, settings);
    }

    @Override
    public Inventory parse(String text, Optional<Settings> settings) {
        return InventoryLoader.load(
                "apps.yaml", text.getBytes(StandardCharsets.UTF_8), Path.of(""), InventoryLoader.providers(settings));
    }

    @Override
    public Inventory load(Path file, String app, Optional<Settings> settings) {
        return InventoryLoader.load(file, app, settings);
    }

    @Override
    public GitOps open(Inventory inventory, Settings settings) {
        return new OpenGitOps(inventory, settings);
    }
}
