package dev.gitops.engine;

import dev.gitops.api.Engine;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.inventory.InventoryLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one {@link Engine}. */
public final class StandardEngine implements Engine {

    /** For {@link java.util.ServiceLoader}. */
    public StandardEngine() {}

    @Override
    public Inventory load(Path file, @Nullable Settings settings) {
        return InventoryLoader.load(file, Optional.ofNullable(settings));
    }

    @Override
    public Inventory parse(String text, @Nullable Settings settings) {
        return InventoryLoader.load(
                "apps.yaml",
                text.getBytes(StandardCharsets.UTF_8),
                Path.of(""),
                InventoryLoader.providers(Optional.ofNullable(settings)));
    }

    @Override
    public Inventory load(Path file, String app, @Nullable Settings settings) {
        return InventoryLoader.load(file, app, Optional.ofNullable(settings));
    }

    @Override
    public GitOps open(Inventory inventory, Settings settings) {
        return new OpenGitOps(inventory, settings);
    }
}
