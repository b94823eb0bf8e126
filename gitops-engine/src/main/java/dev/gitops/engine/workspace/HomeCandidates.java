package dev.gitops.engine.workspace;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a commit of the config repository leaves open which of its inventories decides. Changes and deployments are refused there, so that a check tells it before the merge. */
public final class HomeCandidates {

    private final Connections connections;
    private final Inventory given;

    /** Those for the applications of the inventory at hand. */
    public HomeCandidates(Connections connections) {
        this.connections = connections;
        this.given = connections.inventory();
    }

    /**
     * Looks for inventories with the same applications.
     *
     * @param tree the files of the inventory's config repository
     * @return a problem for each set of files that claim the same applications; none where the home is named
     */
    public List<Problem> problems(Snapshot tree) {
        if (connections.settings().variable(InventoryHome.VARIABLE).isPresent()) {
            return List.of();
        }
        Map<String, byte[]> files = InventoryFiles.in(tree, given.file());
        return files.size() < 2 ? List.of() : shared(files);
    }

    private List<Problem> shared(Map<String, byte[]> files) {
        Map<String, List<String>> claims = new LinkedHashMap<>();
        files.forEach((path, content) -> claimed(path, content)
                .forEach(app ->
                        claims.computeIfAbsent(app, absent -> new ArrayList<>()).add(path)));
        Map<List<String>, List<String>> apps = new LinkedHashMap<>();
        claims.forEach((app, paths) -> {
            if (paths.size() > 1) {
                apps.computeIfAbsent(paths, absent -> new ArrayList<>()).add(app);
            }
        });
        return apps.entrySet().stream()
                .map(entry -> InventoryHome.undecided(entry.getKey(), String.join(", ", entry.getValue())))
                .toList();
    }

    /** The applications at hand that an inventory has too and says no common home of. One that cannot be read claims nothing. */
    private List<String> claimed(String path, byte[] content) {
        Inventory other;
        try {
            Path folder = Optional.ofNullable(given.file().getParent()).orElse(Path.of(""));
            other = InventoryLoader.load(
                    path, content, folder, InventoryLoader.providers(Optional.of(connections.settings())));
        } catch (InvalidInputException unusable) {
            return List.of();
        }
        boolean isConfirmed = given.homeSpec().isPresent() && given.homeSpec().equals(other.homeSpec());
        return isConfirmed
                ? List.of()
                : other.apps().keySet().stream()
                        .filter(given.apps()::containsKey)
                        .toList();
    }
}
