package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HomeSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.git.GitException;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.repository.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The inventory where it is kept. Its home is what {@code GITOPS_INVENTORY_HOME} names, else what its key {@code home} names and the home itself confirms, else the one file of the inventory's own config
 * repository that is an inventory with the application. An application's config repository is never asked: it brings manifests, no rules.
 */
final class InventoryHome {

    /** The variable that names the home, {@code REPOSITORY#BRANCH:PATH}. */
    static final String VARIABLE = "GITOPS_INVENTORY_HOME";

    private final Connections connections;
    private final Inventory given;

    InventoryHome(Connections connections) {
        this.connections = connections;
        this.given = connections.inventory();
    }

    /** An inventory as a branch has it. */
    private record Kept(HomeSpec home, byte[] content) {}

    /** What decides an application: the inventory at hand itself where its home says the same, or where it has none. */
    Inventory of(AppSpec app) {
        Optional<HomeSpec> told = connections.settings().variable(VARIABLE).map(this::parse);
        if (told.isPresent()) {
            return decided(app, read(told.get()), true);
        }
        if (given.homeSpec().isEmpty()) {
            return found(app).orElse(given);
        }
        HomeSpec claimed = given.homeSpec().get();
        Inventory home = decided(app, read(claimed), true);
        confirm(claimed, home, "what stands there");
        having(app).forEach((path, other) -> confirm(claimed, other, path + " in the config repository"));
        return home;
    }

    /** Where the inventory is kept that has an application, or had it. */
    HomeSpec where(String app) {
        Optional<HomeSpec> told = connections.settings().variable(VARIABLE).map(this::parse);
        if (told.isPresent() || given.homeSpec().isPresent()) {
            return told.or(given::homeSpec).orElseThrow();
        }
        List<Kept> kept = given.config()
                .flatMap(config -> connections
                        .workspace(config)
                        .repository()
                        .find(config.branch())
                        .map(tip -> kept(config, tip)))
                .orElse(List.of());
        List<Kept> having = kept.stream().filter(each -> has(each, app)).toList();
        List<Kept> left = having.isEmpty() ? kept : having;
        if (left.size() == 1) {
            return left.get(0).home();
        }
        throw refuse(
                "home",
                left.stream().map(each -> each.home().path()).collect(Collectors.joining(", ")),
                left.isEmpty()
                        ? "nobody knows where this inventory is kept, so that " + app + " cannot be taken out of it"
                        : "several files are inventories, so nobody knows which of them " + app + " is taken out of",
                "name the inventory's repository, branch and full path with --inventory-home or " + VARIABLE);
    }

    private boolean has(Kept kept, String app) {
        return InventoryLoader.load(
                        kept.home().path(),
                        kept.content(),
                        given.file(),
                        app,
                        InventoryLoader.providers(Optional.of(connections.settings())))
                .apps()
                .containsKey(app);
    }

    private void confirm(HomeSpec claimed, Inventory other, String who) {
        if (!other.homeSpec().filter(claimed::equals).isPresent()) {
            throw refuse(
                    "home",
                    claimed.inWords(),
                    "is not confirmed: " + who + " says that its home is "
                            + other.homeSpec().map(HomeSpec::inWords).orElse("nowhere else"),
                    "name the home with " + VARIABLE + ", or merge the same key there");
        }
    }

    private Kept read(HomeSpec home) {
        Workspace workspace = connections.workspace(new RepositorySpec(home.repository(), home.branch()));
        return workspace
                .repository()
                .tip(home.branch())
                .read(home.path())
                .map(content -> new Kept(home, content))
                .orElseThrow(() -> refuse(
                        "home",
                        home.inWords(),
                        "there is no such file, so nobody knows which rules hold",
                        "name the inventory's repository, branch and full path with " + VARIABLE
                                + " or the key home of the inventory"));
    }

    /** The inventory of the config repository that has the application, wherever it stands there. */
    private Optional<Inventory> found(AppSpec app) {
        Map<String, Inventory> having = having(app);
        if (having.size() > 1) {
            throw new InvalidInputException(
                    "the inventory " + given.file(), List.of(undecided(List.copyOf(having.keySet()), app.name())));
        }
        return having.values().stream().findFirst();
    }

    static Problem undecided(List<String> paths, String apps) {
        return Problem.of(
                "home",
                String.join(", ", paths),
                "several files are inventories with " + apps + ", so nobody knows whose rules hold",
                "take it out of all but one, or name the one that decides with --inventory-home or " + VARIABLE);
    }

    private Map<String, Inventory> having(AppSpec app) {
        Optional<RepositorySpec> config = given.config();
        Optional<Snapshot> tip = config.flatMap(spec -> tip(spec, app));
        List<Kept> kept = tip.map(there -> kept(config.get(), there)).orElse(List.of());
        Map<String, Inventory> having = new LinkedHashMap<>();
        for (Kept each : kept) {
            Inventory inventory = decided(app, each, false);
            if (inventory.apps().containsKey(app.name())) {
                having.put(each.home().path(), inventory);
            }
        }
        if (having.isEmpty() && !kept.isEmpty() && isGuarded(app)) {
            throw refuse(
                    "apps",
                    app.name(),
                    "the inventory in its home has no such application ("
                            + kept.get(0).home().inWords() + ")",
                    "merge its entry there first");
        }
        return having;
    }

    /**
     * Nobody named this home, so that it is looked for and no more: an application with a repository of its own is not stopped where the inventory's cannot be reached.
     */
    private Optional<Snapshot> tip(RepositorySpec config, AppSpec app) {
        try {
            return connections.workspace(config).repository().find(config.branch());
        } catch (GitException.Unreachable | GitException.MissingRepository | GitException.AuthenticationFailed away) {
            if (app.config().isEmpty()) {
                throw away;
            }
            connections
                    .settings()
                    .progress()
                    .tell("the inventory at hand decides, for its config repository cannot be asked: "
                            + away.getMessage());
            return Optional.empty();
        }
    }

    private List<Kept> kept(RepositorySpec config, Snapshot tip) {
        List<Kept> kept = new ArrayList<>();
        InventoryFiles.in(tip, given.file())
                .forEach((path, content) ->
                        kept.add(new Kept(new HomeSpec(config.repository(), config.branch(), path), content)));
        return kept;
    }

    private static boolean isGuarded(AppSpec app) {
        return app.environments().values().stream().anyMatch(EnvironmentSpec::isGuarded);
    }

    /** The config repository was found by its address at hand, so that stays; a home that was named says itself where everything is. */
    private Inventory decided(AppSpec app, Kept kept, boolean named) {
        if (isAtHand(kept.content())) {
            return given;
        }
        Inventory home = InventoryLoader.load(
                kept.home().path() + " on " + kept.home().branch() + " of "
                        + kept.home().repository(),
                kept.content(),
                given.file(),
                app.name(),
                InventoryLoader.providers(Optional.of(connections.settings())));
        if (named && !home.apps().containsKey(app.name())) {
            throw refuse(
                    "apps",
                    app.name(),
                    "the inventory in its home has no such application ("
                            + kept.home().inWords() + ")",
                    "merge its entry there first");
        }
        return named || given.config().isEmpty()
                ? home
                : Inventory.builder().from(home).config(given.config()).build();
    }

    private boolean isAtHand(byte[] content) {
        try {
            return Arrays.equals(Files.readAllBytes(given.file()), content);
        } catch (IOException elsewhere) {
            return false;
        }
    }

    private HomeSpec parse(String text) {
        int branch = text.lastIndexOf('#');
        int path = text.indexOf(':', branch + 1);
        if (branch <= 0 || path <= branch + 1 || path == text.length() - 1) {
            throw refuse(
                    VARIABLE,
                    text,
                    "is no home of an inventory",
                    "write it as https://git.example.com/platform/infra.git#main:platform/apps.yaml");
        }
        return new HomeSpec(text.substring(0, branch), text.substring(branch + 1, path), text.substring(path + 1));
    }

    private InvalidInputException refuse(String key, String value, String why, String hint) {
        return new InvalidInputException("the inventory " + given.file(), List.of(Problem.of(key, value, why, hint)));
    }
}
