package dev.gitops.engine.review;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.engine.workspace.InventoryFiles;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The inventories of both ends.
 *
 * @param before that of the target, whose rules count
 * @param after that of the change; that of the target itself where it is the same, or cannot be read
 * @param path where it is kept; empty where it is not kept in the repository
 */
record Inventories(Inventory before, Inventory after, Optional<String> path) {

    /** Reads them. What is wrong with that of the change is a finding, what is wrong with that of the target is an error. */
    static Inventories of(
            Range range,
            RepositorySpec repository,
            Optional<String> wanted,
            Optional<Inventory> atHand,
            Settings settings,
            Findings findings) {
        Optional<String> path = path(range.before(), wanted, atHand);
        if (path.isEmpty()) {
            Inventory given = atHand.orElseThrow(() -> new InvalidInputException(
                    "the request",
                    List.of(Problem.of(
                            "--inventory",
                            wanted.orElse(null),
                            "the target " + range.before().commit()
                                    + " has no such inventory, and a change's own does not count",
                            "name the inventory's path in the repository with --inventory"))));
            return new Inventories(given, given, Optional.empty());
        }
        Path file = atHand.map(Inventory::file).orElse(Path.of(path.get()));
        byte[] old = range.before().read(path.get()).orElseThrow();
        Inventory before = at(load(path.get(), old, file, settings), repository);
        if (!range.changed().contains(path.get())) {
            return new Inventories(before, before, path);
        }
        Optional<byte[]> now = range.after().read(path.get());
        if (now.isEmpty()) {
            findings.add(
                    FindingKind.INVENTORY_INVALID,
                    null,
                    null,
                    "the inventory goes, so that nobody knows what runs where",
                    path.get(),
                    0);
            return new Inventories(before, before, path);
        }
        if (Arrays.equals(old, now.get())) {
            return new Inventories(before, before, path);
        }
        try {
            return new Inventories(before, at(load(path.get(), now.get(), file, settings), repository), path);
        } catch (InvalidInputException wrong) {
            for (Problem problem : wrong.problems()) {
                findings.add(
                        FindingKind.INVENTORY_INVALID,
                        null,
                        null,
                        (problem.key() == null ? "" : problem.key() + ": ")
                                + problem.message()
                                + (problem.hint() == null ? "" : "; " + problem.hint()),
                        path.get(),
                        problem.line());
            }
            return new Inventories(before, before, path);
        }
    }

    /** Where the target has it: where the request says, else where the inventory at hand says, else the only one there. */
    private static Optional<String> path(Snapshot before, Optional<String> wanted, Optional<Inventory> atHand) {
        if (wanted.isPresent()) {
            return wanted.filter(path -> before.read(path).isPresent());
        }
        Optional<String> home = atHand.flatMap(Inventory::homeSpec).map(spec -> spec.path());
        if (home.filter(path -> before.read(path).isPresent()).isPresent()) {
            return home;
        }
        Path file = atHand.map(Inventory::file).orElse(Path.of("apps.yaml"));
        Set<String> there = InventoryFiles.in(before, file).keySet();
        if (there.size() > 1) {
            throw new InvalidInputException(
                    "the request",
                    List.of(Problem.of(
                            "--inventory",
                            String.join(", ", there),
                            "several files are inventories, so nobody knows whose rules hold",
                            "name the path of the one that decides")));
        }
        return there.stream().findFirst();
    }

    private static Inventory load(String name, byte[] content, Path file, Settings settings) {
        return InventoryLoader.load(
                name,
                content,
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("")),
                InventoryLoader.providers(Optional.of(settings)));
    }

    /** With the repository as it is reached here. */
    private static Inventory at(Inventory inventory, RepositorySpec repository) {
        return inventory.config().filter(repository::equals).isPresent()
                ? inventory
                : Inventory.builder()
                        .from(inventory)
                        .config(new RepositorySpec(
                                repository.repository(),
                                inventory.config().map(RepositorySpec::branch).orElse(repository.branch())))
                        .build();
    }

    /** What was and what becomes of each application. */
    boolean areSame() {
        return before == after;
    }

    /** The names of all applications, those of the target first. */
    List<String> apps() {
        if (areSame()) {
            return List.copyOf(before.apps().keySet());
        }
        Set<String> names = new LinkedHashSet<>(before.apps().keySet());
        names.addAll(after.apps().keySet());
        return List.copyOf(names);
    }
}
