package dev.gitops.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The demo's repositories and inventory. */
final class DemoWorld {

    /** The image of the demo's application. */
    static final String IMAGE = "registry.example.com/payments/shop";

    private static final List<String> FILES = List.of(
            "apps/shop/base/deployment.yaml",
            "apps/shop/base/service.yaml",
            "apps/shop/base/kustomization.yaml",
            "apps/shop/environments/dev/namespace.yaml",
            "apps/shop/environments/staging/namespace.yaml",
            "apps/shop/environments/production/namespace.yaml",
            "apps/shop/environments/dev/kustomization.yaml",
            "apps/shop/environments/staging/kustomization.yaml",
            "apps/shop/environments/production/kustomization.yaml",
            "CODEOWNERS");

    private static final List<String> CART = List.of(
            "Dockerfile",
            "Jenkinsfile",
            "src/cart.txt",
            "deploy/chart/Chart.yaml",
            "deploy/chart/values.yaml",
            "deploy/chart/templates/cart.yaml",
            "deploy/values-dev.yaml",
            "deploy/values-staging.yaml",
            "deploy/values-production.yaml");

    private final Path folder;
    private final DemoDelivery delivery;

    private DemoWorld(Path folder, DemoDelivery delivery) {
        this.folder = folder;
        this.delivery = delivery;
    }

    /** Makes the repositories in a folder that has none. */
    static DemoWorld make(Path folder, DemoDelivery delivery) throws IOException {
        DemoWorld world = new DemoWorld(folder, delivery);
        if (Files.exists(world.config())) {
            throw new IOException("there is a demo in it already");
        }
        String inventory = resource("apps.yaml")
                .replace("@CONFIG@", world.config().toString())
                .replace("@SOURCE@", world.source().toString())
                .replace("@CART@", world.cart().toString());
        Files.writeString(world.inventory(), delivery.fill(inventory));
        world.seed(world.config(), FILES, "config/");
        world.seed(world.source(), List.of("Jenkinsfile", "Dockerfile"), "source/");
        world.seed(world.cart(), CART, "cart/");
        return world;
    }

    Path inventory() {
        return folder.resolve("apps.yaml");
    }

    Path config() {
        return folder.resolve("config.git");
    }

    Path source() {
        return folder.resolve("shop.git");
    }

    /** The repository of the application that carries its own chart. */
    Path cart() {
        return folder.resolve("cart.git");
    }

    /** A bare repository with one commit of the demo's files. */
    private void seed(Path bare, List<String> files, String from) throws IOException {
        Path work = folder.resolve("work-" + bare.getFileName());
        try (Git origin = Git.init()
                        .setBare(true)
                        .setInitialBranch("main")
                        .setDirectory(bare.toFile())
                        .call();
                Git git = Git.init()
                        .setInitialBranch("main")
                        .setDirectory(work.toFile())
                        .call()) {
            for (String file : files) {
                Path path = work.resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, delivery.fill(resource(from + file)));
            }
            git.add().addFilepattern(".").call();
            PersonIdent alice = new PersonIdent("alice", "alice@example.com");
            git.commit()
                    .setMessage("Begin")
                    .setAuthor(alice)
                    .setCommitter(alice)
                    .setSign(false)
                    .call();
            git.push()
                    .setRemote(origin.getRepository().getDirectory().toString())
                    .add("main")
                    .call();
        } catch (GitAPIException failed) {
            throw new IOException("the repository " + bare + " cannot be made", failed);
        }
        deleteTree(work);
    }

    /** Merges a branch into main as a person would, in a clone. */
    void merge(String branch, String person) {
        Path work = folder.resolve("work-of-" + person);
        try (Git git = Git.cloneRepository()
                .setURI(config().toString())
                .setDirectory(work.toFile())
                .setBranch("main")
                .call()) {
            git.getRepository().getConfig().setString("user", null, "name", person);
            git.getRepository().getConfig().setString("user", null, "email", person + "@example.com");
            ObjectId tip = git.getRepository().resolve("refs/remotes/origin/" + branch);
            git.merge()
                    .include(branch, tip)
                    .setFastForward(FastForwardMode.NO_FF)
                    .setMessage("Merge " + branch)
                    .call();
            git.push().add("main").call();
        } catch (GitAPIException | IOException failed) {
            throw new IllegalStateException("the branch " + branch + " cannot be merged", failed);
        }
        deleteTree(work);
    }

    /** What was last published for an environment; empty where nothing was. */
    String delivered(String environment) throws IOException {
        try (Git git = Git.open(config().toFile())) {
            Repository repository = git.getRepository();
            Ref branch = repository.exactRef(Constants.R_HEADS + "rendered/" + environment);
            if (branch == null) {
                return "";
            }
            try (RevWalk walk = new RevWalk(repository);
                    TreeWalk file = TreeWalk.forPath(
                            repository,
                            "shop/manifests.yaml",
                            walk.parseCommit(branch.getObjectId()).getTree())) {
                return file == null
                        ? ""
                        : new String(repository.open(file.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = DemoWorld.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the command is incomplete: the demo's file " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void deleteTree(Path root) {
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException("the demo's working folder " + root + " cannot be removed", failed);
        }
    }
}
