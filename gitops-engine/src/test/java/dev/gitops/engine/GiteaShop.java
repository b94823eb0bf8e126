package dev.gitops.engine;

import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.testing.GiteaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The SDK as a job opens it whose repository is on a real Gitea. */
final class GiteaShop {

    private GiteaShop() {}

    static GitOps open(Path folder, GiteaServer.User bot, String actor, String inventory) throws IOException {
        Path file = folder.resolve("apps.yaml");
        Files.writeString(file, inventory);
        return GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor(actor)
                        .environment(Map.of(
                                "GITOPS_GIT_USER", bot.name(),
                                "GITOPS_GIT_PASSWORD", bot.token(),
                                "GITOPS_FORGE_TOKEN", bot.token(),
                                "HOME", folder.toString()))
                        .build());
    }
}
