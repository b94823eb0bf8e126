package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HomeSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * The inventory in the repository that keeps it, as its branch has it and has had it.
 *
 * @param connections what is open
 * @param spec where it is kept
 * @param workspace its repository
 * @param tip the newest state of its branch
 */
public record InventoryAtHome(Connections connections, HomeSpec spec, Workspace workspace, Snapshot tip) {

    /**
     * The home of the inventory that has an application, or had it.
     *
     * @throws InvalidInputException if nobody knows where it is kept
     */
    public static InventoryAtHome of(Connections connections, String app) {
        HomeSpec home = new InventoryHome(connections).where(app);
        Workspace workspace = connections.workspace(new RepositorySpec(home.repository(), home.branch()));
        return new InventoryAtHome(
                connections, home, workspace, workspace.repository().tip(home.branch()));
    }

    /** The same home at another state of its branch. */
    InventoryAtHome at(Snapshot state) {
        return new InventoryAtHome(connections, spec, workspace, state);
    }

    /** Whether a place has its files in the repository that keeps the inventory. */
    public boolean isRepositoryOf(Place place) {
        return place.workspace().spec().repository().equals(spec.repository());
    }

    /** Whether a place has its files on the inventory's branch. */
    public boolean isBranchOf(Place place) {
        return isRepositoryOf(place) && place.branch().equals(spec.branch());
    }

    /** Its bytes at a commit. */
    public Optional<byte[]> content(Snapshot state) {
        return state.read(spec.path());
    }

    /** The whole of it at the tip. */
    public Inventory inventory() {
        return read(bytes(tip));
    }

    /** A text of it, as this file. */
    public Inventory read(byte[] content) {
        Inventory given = connections.inventory();
        Inventory read = InventoryLoader.load(
                String.valueOf(given.file().getFileName()),
                content,
                given.home(),
                InventoryLoader.providers(Optional.of(connections.settings())));
        return given.config().isEmpty()
                ? read
                : Inventory.builder().from(read).config(given.config()).build();
    }

    /** An application as a state of the branch has it; empty where it does not, or cannot be read. */
    public Optional<AppSpec> app(Snapshot state, String name) {
        try {
            return content(state)
                    .map(bytes -> InventoryLoader.load(
                            spec.path(),
                            bytes,
                            connections.inventory().file(),
                            name,
                            InventoryLoader.providers(Optional.of(connections.settings()))))
                    .flatMap(inventory -> Optional.ofNullable(inventory.apps().get(name)));
        } catch (InvalidInputException unreadable) {
            return Optional.empty();
        }
    }

    /** Its bytes. */
    public byte[] bytes(Snapshot state) {
        return content(state)
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                "home",
                                spec.inWords(),
                                "there is no such file",
                                "name the inventory's repository, branch and full path with --inventory-home"))));
    }
}
