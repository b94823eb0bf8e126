package dev.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** A bare config repository with a kustomize and a plain application, and the command in this process. */
final class CommandWorld {

    static final String IMAGE = "registry.example.com/payments/shop";

    private static final PersonIdent ALICE = new PersonIdent("alice", "alice@example.com");

    private final Path folder;
    private final Path bare;
    private final Path work;
    private final Path inventory;

    private CommandWorld(Path folder) {
        this.folder = folder;
        this.bare = folder.resolve("config.git");
        this.work = folder.resolve("work");
        this.inventory = folder.resolve("apps.yaml");
    }

    /** What a command said. */
    record Said(int code, String out, String err) {
        JsonNode json() {
            return Json.parse(out);
        }
    }

    static CommandWorld in(Path folder) throws IOException, GitAPIException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "CODEOWNERS",
                "/apps/*/environments/production/ @release-managers\n/apps/*/base/ @release-managers\n/CODEOWNERS @release-managers\n");
        files.put("apps/shop/base/kustomization.yaml", "resources: [deployment.yaml]\n");
        files.put("apps/shop/base/deployment.yaml", deployment("shop", "registry.example.com/payments/shop"));
        for (String environment : List.of("dev", "staging", "production")) {
            files.put(
                    "apps/shop/environments/" + environment + "/kustomization.yaml",
                    "namespace: " + environment + "\nresources: [../../base]\nimages:\n  - name: " + IMAGE
                            + "\n    newTag: 1.0.0\n");
        }
        for (String environment : List.of("dev", "staging")) {
            files.put(
                    "apps/plain/" + environment + "/deployment.yaml",
                    deployment("plain", "registry.example.com/payments/plain:1.0.0"));
        }
        return of(folder, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                  production:
                    { cluster: production, namespace: production, promotesFrom: [staging], protected: true, delivery: rendered }
                apps:
                  - name: shop
                    source: https://git.example.com/payments/shop.git
                    image: registry.example.com/payments/shop
                    manifests: { kustomize: apps/shop }
                    environments: [dev, staging, production]
                  - name: plain
                    source: https://git.example.com/payments/plain.git
                    image: registry.example.com/payments/plain
                    manifests: { plain: "apps/plain/{environment}" }
                    environments: [dev, staging] # words of people stay
                audit: { store: git }
                """, files);
    }

    /** Applications {@code app-0} and so on, of a plain Pod each in {@code dev} and {@code staging}. */
    static CommandWorld ofMany(Path folder, int applications) throws IOException, GitAPIException {
        StringBuilder inventory = new StringBuilder("""
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "@CONFIG@", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: dev, namespace: dev, delivery: rendered }
                  staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
                apps:
                """);
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < applications; i++) {
            String app = "app-" + i;
            inventory.append("""
                      - name: %1$s
                        image: registry.example.com/%1$s
                        manifests: { plain: "apps/%1$s/{environment}" }
                        environments: [dev, staging]
                    """.formatted(app));
            for (String environment : List.of("dev", "staging")) {
                files.put("apps/" + app + "/" + environment + "/pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: { name: %1$s }
                        spec: { containers: [{ name: main, image: "registry.example.com/%1$s:1.0.0" }] }
                        """.formatted(app));
            }
        }
        return of(folder, inventory.toString(), files);
    }

    /** A bare config repository with other files; in the inventory {@code @CONFIG@} is its address. */
    static CommandWorld of(Path folder, String inventory, Map<String, String> files)
            throws IOException, GitAPIException {
        CommandWorld world = new CommandWorld(folder);
        Files.writeString(world.inventory, inventory.replace("@CONFIG@", world.bare.toString()));
        try (Git origin = Git.init()
                        .setBare(true)
                        .setInitialBranch("main")
                        .setDirectory(world.bare.toFile())
                        .call();
                Git git = Git.init()
                        .setInitialBranch("main")
                        .setDirectory(world.work.toFile())
                        .call()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                world.write(file.getKey(), file.getValue());
            }
            git.remoteAdd()
                    .setName("origin")
                    .setUri(new URIish(
                            origin.getRepository().getDirectory().toURI().toURL()))
                    .call();
            world.push(git, "Begin");
        }
        return world;
    }

    private static String deployment(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  selector:
                    matchLabels: { app: %1$s }
                  template:
                    metadata:
                      labels: { app: %1$s }
                    spec:
                      containers:
                        - name: %1$s
                          image: %2$s # moved by gitops
                """.formatted(name, image);
    }

    /** Changes a file as a person would, and pushes it. */
    void commit(String path, String content) throws IOException, GitAPIException {
        commit(path, content, "Change " + path);
    }

    /** The same with another message. */
    void commit(String path, String content, String message) throws IOException, GitAPIException {
        try (Git git = Git.open(work.toFile())) {
            git.pull().setRemoteBranchName("main").call();
            write(path, content);
            push(git, message);
        }
    }

    /** The same on a branch, which begins at main where it is new. */
    void branch(String name, String path, String content, String message) throws IOException, GitAPIException {
        try (Git git = Git.open(work.toFile())) {
            git.pull().setRemoteBranchName("main").call();
            boolean isNew = git.getRepository().resolve("refs/heads/" + name) == null;
            git.checkout().setCreateBranch(isNew).setName(name).call();
            write(path, content);
            push(git, message, name);
            git.checkout().setName("main").call();
        }
    }

    private void write(String path, String content) throws IOException {
        Path file = work.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void push(Git git, String message) throws GitAPIException {
        push(git, message, "main");
    }

    private void push(Git git, String message, String branch) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        git.commit()
                .setMessage(message)
                .setAuthor(ALICE)
                .setCommitter(ALICE)
                .setSign(false)
                .call();
        git.push().setRemote("origin").add(branch).call();
    }

    /** Merges a branch as a person would. */
    void merge(String branch) throws IOException, GitAPIException {
        try (Git git = Git.open(work.toFile())) {
            git.pull().setRemoteBranchName("main").call();
            git.fetch()
                    .setRemote("origin")
                    .setRefSpecs("+refs/heads/*:refs/remotes/origin/*")
                    .call();
            git.merge()
                    .include(git.getRepository().resolve("refs/remotes/origin/" + branch))
                    .setFastForward(FastForwardMode.NO_FF)
                    .setCommit(false)
                    .call();
            push(git, "Merge " + branch);
        }
    }

    /** The paths that the newest commit of main changed. */
    List<String> touched() throws IOException, GitAPIException {
        try (Git git = Git.open(bare.toFile());
                ObjectReader reader = git.getRepository().newObjectReader()) {
            CanonicalTreeParser before = new CanonicalTreeParser();
            before.reset(reader, git.getRepository().resolve("refs/heads/main^^{tree}"));
            CanonicalTreeParser after = new CanonicalTreeParser();
            after.reset(reader, git.getRepository().resolve("refs/heads/main^{tree}"));
            return git.diff().setOldTree(before).setNewTree(after).call().stream()
                    .map(DiffEntry::getNewPath)
                    .toList();
        }
    }

    /** Whether a branch has a file or folder. */
    boolean has(String branch, String path) throws IOException {
        try (Git git = Git.open(bare.toFile())) {
            return git.getRepository().resolve("refs/heads/" + branch + ":" + path) != null;
        }
    }

    /** A file of a branch. */
    String file(String branch, String path) throws IOException {
        try (Git git = Git.open(bare.toFile())) {
            return new String(
                    git.getRepository()
                            .open(git.getRepository().resolve("refs/heads/" + branch + ":" + path))
                            .getBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    /** The inventory at hand becomes what main has. */
    void checkOut() throws IOException {
        Files.writeString(inventory, file("main", "apps.yaml"));
    }

    /** The message of the newest commit of main. */
    String message() throws IOException, GitAPIException {
        try (Git git = Git.open(bare.toFile())) {
            return git.log()
                    .add(git.getRepository().resolve("refs/heads/main"))
                    .setMaxCount(1)
                    .call()
                    .iterator()
                    .next()
                    .getFullMessage();
        }
    }

    /** The newest commit of main. */
    String tip() throws IOException {
        try (Git git = Git.open(bare.toFile())) {
            return git.getRepository().resolve("refs/heads/main").name();
        }
    }

    /** Every branch with its commit: what must not change where something is refused. */
    String refs() throws IOException {
        try (Git git = Git.open(bare.toFile())) {
            StringBuilder refs = new StringBuilder();
            for (Ref ref : git.getRepository().getRefDatabase().getRefs()) {
                refs.append(ref.getName()).append(' ').append(ref.getObjectId()).append('\n');
            }
            return refs.toString();
        }
    }

    Path folder() {
        return folder;
    }

    Path inventory() {
        return inventory;
    }

    Path work() {
        return work;
    }

    /** Runs the command with this world's inventory. */
    Said run(String... arguments) {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.add("--inventory=" + inventory);
        return bare(words.toArray(String[]::new));
    }

    /** Reviews the clone alone: what it has had since a commit. */
    Said reviewOfClone(String from, String... more) {
        List<String> words = new ArrayList<>(List.of("review", "--from", from, "--to", "HEAD", "--clone"));
        words.add(work.toString());
        words.addAll(List.of(more));
        return bare(words.toArray(String[]::new));
    }

    /** The same with the inventory that lies in the clone, said in a form. */
    Said reviewByOwnInventory(String from, String form) {
        return reviewOfClone(
                from, "-o", form, "--inventory", work.resolve("apps.yaml").toString());
    }

    /** Runs the command with exactly these arguments. */
    static Said bare(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter outWriter = new PrintWriter(out);
        PrintWriter errWriter = new PrintWriter(err);
        int code = Main.run(arguments, outWriter, errWriter);
        outWriter.flush();
        errWriter.flush();
        return new Said(code, out.toString(), err.toString());
    }
}
