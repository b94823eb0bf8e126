package dev.gitops.engine.inspection;

import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.codeowners.CodeOwners;
import dev.gitops.codeowners.Dialect;
import dev.gitops.engine.workspace.InventoryFiles;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether CODEOWNERS gives every file that decides a protected environment an owner, those that somebody may add included: the environment's own files, what it shares with others, the inventory, and
 * CODEOWNERS itself.
 */
final class Ownership {

    private static final String ADDED = "a-file-somebody-adds.yaml";

    private final Dialect dialect;
    private final boolean hasHost;
    private final Path atHand;
    private final Map<String, Optional<CodeOwners>> read = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> inventories = new ConcurrentHashMap<>();

    Ownership(Inventory inventory) {
        this.dialect = Dialect.of(inventory.forge().type());
        this.hasHost = !inventory.forge().none();
        this.atHand = inventory.file();
    }

    List<Problem> missing(Place place, Snapshot snapshot, Closure closure) {
        Optional<CodeOwners> owners =
                read.computeIfAbsent(place.workspace().spec() + " " + snapshot.commit(), absent -> owners(snapshot));
        if (owners.isEmpty()) {
            return List.of(new Problem(
                    dialect.places().get(0),
                    0,
                    0,
                    null,
                    null,
                    "there is no CODEOWNERS file, and " + place.environment().name() + " is protected",
                    "add one in " + String.join(", ", dialect.places())));
        }
        List<Problem> missing = new ArrayList<>();
        for (String own : closure.own()) {
            unowned(owners.get(), snapshot, own)
                    .ifPresent(file -> missing.add(problem(own, file, place.inWords() + " is protected")));
        }
        for (String shared : closure.shared()) {
            unowned(owners.get(), snapshot, shared)
                    .ifPresent(file -> missing.add(problem(
                            shared, file, "it reaches " + place.environment().name() + ", which is protected")));
        }
        if (place.app().config().isEmpty()) {
            for (String inventory : inventories(place, snapshot)) {
                unowned(owners.get(), snapshot, inventory)
                        .ifPresent(file -> missing.add(
                                problem(inventory, file, "it is the inventory, which says what is protected and how")));
            }
        }
        for (String file : deciding(snapshot)) {
            unowned(owners.get(), snapshot, file)
                    .ifPresent(unowned -> missing.add(problem(file, unowned, "whoever changes it says who owns what")));
        }
        return missing;
    }

    /** The file that counts, and those that a host would read in its place if somebody added them. */
    private List<String> deciding(SourceTree tree) {
        List<String> deciding = new ArrayList<>();
        for (String place : dialect.places()) {
            boolean counts = tree.type(place).isPresent();
            if (counts || hasHost) {
                deciding.add(place);
            }
            if (counts) {
                break;
            }
        }
        return deciding;
    }

    private Set<String> inventories(Place place, Snapshot snapshot) {
        return inventories.computeIfAbsent(
                place.workspace().spec() + " " + snapshot.commit(),
                absent -> InventoryFiles.in(snapshot, atHand).keySet());
    }

    private Problem problem(String path, String file, String why) {
        boolean single = file.equals(path);
        String folder = single && path.indexOf('/') > 0 ? path.substring(0, path.lastIndexOf('/')) : path;
        return new Problem(
                file.endsWith(ADDED) ? path : file,
                0,
                0,
                null,
                null,
                "has no owner in CODEOWNERS, and " + why
                        + (file.endsWith(ADDED) ? " (a file that somebody adds there would have none)" : ""),
                "add a line such as: "
                        + (single && path.indexOf('/') < 0 ? dialect.exampleOfFile(path) : dialect.example(folder)));
    }

    private Optional<CodeOwners> owners(SourceTree tree) {
        return dialect.places().stream()
                .map(tree::read)
                .flatMap(Optional::stream)
                .findFirst()
                .map(bytes -> CodeOwners.parse(dialect, new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The first file at or below a path that nobody owns. */
    private static Optional<String> unowned(CodeOwners owners, SourceTree tree, String path) {
        boolean folder = tree.type(path).filter(type -> type == Type.DIRECTORY).isPresent();
        if (!folder) {
            return owners.of(path).isEmpty() ? Optional.of(path) : Optional.empty();
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        for (SourceTree.Entry entry : tree.list(path)) {
            Optional<String> found = unowned(owners, tree, prefix + entry.name());
            if (found.isPresent()) {
                return found;
            }
        }
        return owners.of(prefix + ADDED).isEmpty() ? Optional.of(prefix + ADDED) : Optional.empty();
    }
}
