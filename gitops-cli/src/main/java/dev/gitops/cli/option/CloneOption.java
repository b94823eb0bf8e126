package dev.gitops.cli.option;

import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.git.LocalClone;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option to look at a clone on this machine in place of the config repository, as a check of somebody's change does, which has no credentials. */
public final class CloneOption {

    @Option(
            names = "--clone",
            paramLabel = "DIR",
            description = "Look at this clone of the config repository, without connecting.")
    private @Nullable Path folder;

    /** For picocli. */
    public CloneOption() {}

    /** The commit that is checked out in the clone; empty where none is given. */
    public Optional<String> head() {
        if (folder == null) {
            return Optional.empty();
        }
        Optional<String> head = LocalClone.at(folder).head();
        if (head.isEmpty()) {
            throw Arguments.refuse("--clone", folder.toString(), "has no commit yet", "commit its files first");
        }
        return head;
    }

    /** The inventory over the clone where one is given. */
    public GitOps open(CommonOptions common) {
        if (folder == null) {
            return common.open();
        }
        Settings settings = common.settings();
        Inventory inventory = Inventory.load(common.inventoryFile(settings));
        RepositorySpec config = inventory
                .config()
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                "config", null, "--clone needs a config repository", "name one under config"))));
        LocalClone clone = LocalClone.at(folder);
        Inventory local = Inventory.builder()
                .from(inventory)
                .config(new RepositorySpec(
                        clone.readable(settings.cacheFolder()).toString(),
                        clone.branch().orElse(config.branch())))
                .build();
        return GitOps.open(local, settings);
    }
}
