package dev.gitops.cli.option;

import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.git.FreshFolder;
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
            description =
                    "Look at this clone of the config repository, or at a folder that was never committed, without connecting.")
    private @Nullable Path folder;

    private @Nullable LocalClone clone;

    /** For picocli. */
    public CloneOption() {}

    /** The commit that is checked out in the clone; empty where none is given. */
    public Optional<String> head(Settings settings) {
        return folder == null ? Optional.empty() : clone(folder, settings).head();
    }

    /** Files that nobody has committed yet are looked at as if somebody had. */
    private LocalClone clone(Path given, Settings settings) {
        if (clone == null) {
            clone = FreshFolder.is(given) ? FreshFolder.commit(given, settings.cacheFolder()) : LocalClone.at(given);
        }
        return clone;
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
        LocalClone local = clone(folder, settings);
        Inventory over = Inventory.builder()
                .from(inventory)
                .config(new RepositorySpec(
                        local.readable(settings.cacheFolder()).toString(),
                        local.branch().orElse(config.branch())))
                .build();
        return GitOps.open(over, settings);
    }
}
