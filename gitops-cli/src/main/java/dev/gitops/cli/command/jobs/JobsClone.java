package dev.gitops.cli.command.jobs;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.GitException;
import dev.gitops.git.LocalClone;
import dev.gitops.git.RepositoryOptions;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The repository that holds the inventory and the seed, as it is checked out: what the jobs are made from, at any of its commits. */
final class JobsClone implements AutoCloseable {

    private static final String SEED = "seed";
    private static final String SCRIPT = ".groovy";

    private final ConfigRepository repository;
    private final String head;

    private JobsClone(ConfigRepository repository, String head) {
        this.repository = repository;
        this.head = head;
    }

    static JobsClone at(Path folder, Settings settings) {
        LocalClone clone = LocalClone.at(folder);
        String head = clone.head()
                .orElseThrow(() ->
                        Arguments.refuse("--clone", folder.toString(), "has no commit yet", "commit its files first"));
        ConfigRepository repository = ConfigRepository.open(RepositoryOptions.builder()
                .url(clone.readable(settings.cacheFolder()).toString())
                .cacheFolder(settings.cacheFolder())
                .environment(settings.environment())
                .build());
        return new JobsClone(repository, head);
    }

    String head() {
        return head;
    }

    /** The inventory of a commit. */
    Inventory inventory(String path, Inventory now, String commit) {
        byte[] content = snapshot(commit).read(path).orElseThrow(() -> refuse(path, commit, "has no such file"));
        Path name = Path.of(path).getFileName();
        return InventoryLoader.load(
                String.valueOf(name),
                content,
                now.file().toAbsolutePath().resolveSibling("."),
                InventoryLoader.providers());
    }

    /** The text of a file beside the inventory. */
    @Nullable
    String beside(String path, @Nullable String file, String commit) {
        if (file == null) {
            return null;
        }
        String whole =
                Path.of("/", path).resolveSibling(file).normalize().toString().substring(1);
        return snapshot(commit)
                .read(whole)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElseThrow(() -> refuse(whole, commit, "has no such file"));
    }

    /** The files that the jobs are made from, each with its Git object: the inventory, the pod template, the seed's folder. */
    Map<String, String> made(String path, @Nullable String podTemplate, String commit) {
        List<String> paths = new ArrayList<>(List.of(path, SEED));
        if (podTemplate != null) {
            paths.add(Path.of("/", path)
                    .resolveSibling(podTemplate)
                    .normalize()
                    .toString()
                    .substring(1));
        }
        Snapshot snapshot = snapshot(commit);
        Map<String, String> made = new TreeMap<>();
        paths.forEach(each -> snapshot.id(each).ifPresent(id -> made.put(each, id)));
        return made;
    }

    /** The seed's scripts by name, each with its Git object. */
    Map<String, String> scripts(String commit) {
        Snapshot snapshot = snapshot(commit);
        Map<String, String> scripts = new TreeMap<>();
        for (String folder : List.of(SEED, SEED + "/pipelines")) {
            for (Snapshot.Entry entry : snapshot.list(folder)) {
                Optional.of(entry.name())
                        .filter(name -> name.endsWith(SCRIPT))
                        .flatMap(name -> snapshot.id(folder + '/' + name))
                        .ifPresent(id -> scripts.put(
                                entry.name().substring(0, entry.name().length() - SCRIPT.length()), id));
            }
        }
        return scripts;
    }

    private Snapshot snapshot(String commit) {
        try {
            return repository.at(commit);
        } catch (GitException.MissingCommit missing) {
            throw refuse("--since", commit, "is no commit of the clone");
        }
    }

    private static InvalidInputException refuse(String what, String commit, String why) {
        return new InvalidInputException(
                "the clone at " + commit, List.of(Problem.of(what, commit, why, "it may be a shallow clone")));
    }

    @Override
    public void close() {
        repository.close();
    }
}
