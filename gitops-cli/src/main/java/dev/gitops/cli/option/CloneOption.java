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

    /** For picocli. */
    public CloneOption() {}

    /** Files of a folder where nobody has committed anything yet are looked at as if somebody had. */
    Optional<LocalClone> clone(Settings settings) {
        return Optional.ofNullable(folder)
                .map(given -> FreshFolder.is(given)
                        ? FreshFolder.commit(given, settings.cacheFolder())
                        : LocalClone.at(given));
    }

    /** Whether the folder that is given has files that were never committed. */
    boolean isFresh() {
        return folder != null && FreshFolder.is(folder);
    }

    /** The inventory over the clone where one is given. */
    public GitOps open(CommonOptions common) {
        return open(common.settings(), common.inventory());
    }

    GitOps open(Settings settings, Inventory inventory) {
        return clone(settings)
                .map(clone -> open(clone, inventory, settings))
                .orElseGet(() -> GitOps.open(inventory, settings));
    }

    static GitOps open(LocalClone clone, Inventory inventory, Settings settings) {
        RepositorySpec config = inventory
                .config()
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                "config", null, "--clone needs a config repository", "name one under config"))));
        Inventory over = Inventory.builder()
                .from(inventory)
                .config(new RepositorySpec(
                        clone.readable(settings.cacheFolder()).toString(),
                        clone.branch().orElse(config.branch())))
                .build();
        return GitOps.open(over, settings);
    }
}
