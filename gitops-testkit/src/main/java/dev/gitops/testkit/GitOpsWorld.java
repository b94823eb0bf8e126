package dev.gitops.testkit;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A temporary world for tests: a bare config repository with files, an inventory of it, a clock that stands and a delivery that answers as told. The Git in it is real; {@code git} must be on the
 * PATH. Everything lies below one folder, which the test removes.
 *
 * <pre>{@code
 * GitOpsWorld world = GitOpsWorld.withShop(folder);
 * try (GitOps gitops = world.as("alice")) {
 *     Pipeline.forApp(gitops.app("shop")).release(ImageRef.parse(GitOpsWorld.IMAGE + ":2.0.0")).to(DEV).execute();
 * }
 * assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":2.0.0");
 * }</pre>
 */
public final class GitOpsWorld {

    /** The image of the application that {@link #withShop} makes. */
    public static final String IMAGE = "registry.example.com/payments/shop";

    /** Where the clock stands at first. */
    public static final Instant MORNING = Instant.parse("2026-03-03T08:00:00Z");

    private static final String CONFIG = "@CONFIG@";

    private final Path folder;
    private final String inventory;
    private final ManualClock clock = ManualClock.at(MORNING);
    private final ScriptedDelivery delivery = new ScriptedDelivery();

    private GitOpsWorld(Path folder, String inventory) {
        this.folder = folder;
        this.inventory = inventory;
    }

    /**
     * A world with one application, {@code shop}, of plain manifests in {@code dev}, {@code staging} and the protected {@code production}, all delivered by the scripted delivery.
     *
     * @param folder an empty folder
     * @return the world
     */
    public static GitOpsWorld withShop(Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        for (EnvironmentName environment :
                List.of(EnvironmentName.DEV, EnvironmentName.STAGING, EnvironmentName.PRODUCTION)) {
            files.put("apps/shop/" + environment + "/deployment.yaml", """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: { name: shop }
                    spec:
                      selector: { matchLabels: { app: shop } }
                      template:
                        metadata: { labels: { app: shop } }
                        spec:
                          containers:
                            - name: shop
                              image: %s:1.0.0
                    """.formatted(IMAGE));
        }
        return of(folder, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { delivery: scripted }
                  staging: { promotesFrom: [dev], delivery: scripted }
                  production: { promotesFrom: [staging], protected: true, delivery: scripted }
                apps:
                  - name: shop
                    image: %s
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [dev, staging, production]
                audit: { store: { file: { path: records } } }
                """.formatted(IMAGE), files);
    }

    /**
     * A world of one's own.
     *
     * @param folder an empty folder
     * @param inventory the text of the inventory; {@code @CONFIG@} in it is the config repository's address
     * @param files the config repository's files by their paths
     * @return the world
     */
    public static GitOpsWorld of(Path folder, String inventory, Map<String, String> files) {
        GitOpsWorld world = new GitOpsWorld(folder.toAbsolutePath(), inventory);
        BareRepository.at(world.config());
        world.commit("carol", "Begin", files);
        return world;
    }

    /** {@return the bare config repository} */
    public Path config() {
        return folder.resolve("config.git");
    }

    /** {@return the clock of everybody in this world} */
    public ManualClock clock() {
        return clock;
    }

    /** {@return what answers for {@code delivery: scripted}} */
    public ScriptedDelivery delivery() {
        return delivery;
    }

    /**
     * The settings of a person; each has a cache of their own.
     *
     * @param actor who acts
     * @return the settings, with no variable but {@code HOME}
     */
    public Settings settings(String actor) {
        return Settings.builder()
                .cacheFolder(folder.resolve("cache-" + actor))
                .actor(actor)
                .clock(clock)
                .environment(Map.of("HOME", folder.toString()))
                .addExtensions(delivery)
                .build();
    }

    /**
     * The door as a person opens it.
     *
     * @param actor who acts
     * @return the door; close it at the end
     */
    public GitOps as(String actor) {
        return open(settings(actor));
    }

    /**
     * The door with settings of the test's own, as with listeners.
     *
     * @param settings made from {@link #settings}
     * @return the door; close it at the end
     */
    public GitOps open(Settings settings) {
        Path file = folder.resolve("apps.yaml");
        try {
            Files.writeString(file, inventory.replace(CONFIG, config().toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return GitOps.open(Inventory.load(file, settings), settings);
    }

    /**
     * Somebody pushes files to {@code main} by hand.
     *
     * @param person who
     * @param message the commit's message
     * @param files new contents by path
     * @return the full id of the commit
     */
    public String commit(String person, String message, Map<String, String> files) {
        Path work = clone(person);
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = work.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        GitProcess.run(work, person, "add", "--all");
        GitProcess.run(work, person, "commit", "-q", "-m", message);
        return push(work, person);
    }

    /**
     * Somebody merges a branch into {@code main}, as a host's button does.
     *
     * @param person who
     * @param branch the branch, as in {@code gitops/change/shop/production}
     * @return the full id of the merge commit
     */
    public String merge(String person, String branch) {
        Path work = clone(person);
        GitProcess.run(work, person, "merge", "-q", "--no-ff", "-m", "Merge " + branch, "origin/" + branch);
        return push(work, person);
    }

    /**
     * What a file has on a branch.
     *
     * @param branch the branch
     * @param path the path
     * @return its text
     */
    public String file(String branch, String path) {
        return GitProcess.run(config(), "carol", "show", branch + ":" + path);
    }

    /** {@return the names of all branches of the config repository} */
    public List<String> branches() {
        return GitProcess.run(config(), "carol", "for-each-ref", "--format=%(refname:short)", "refs/heads")
                .lines()
                .toList();
    }

    private Path clone(String person) {
        try {
            Path work = Files.createTempDirectory(folder, "work-");
            GitProcess.run(work, person, "clone", "-q", config().toString(), ".");
            GitProcess.run(work, person, "checkout", "-q", "-B", "main");
            return work;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String push(Path work, String person) {
        GitProcess.run(work, person, "push", "-q", "origin", "main");
        return GitProcess.run(work, person, "rev-parse", "HEAD").strip();
    }
}
