package dev.gitops.engine;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.record.RecordJson;
import dev.gitops.record.Ulid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A bare config repository with one application in three environments, an inventory of it, and people who work on it. */
public final class TestWorld {

    public static final String IMAGE = "registry.example.com/payments/shop";

    private final Path folder;
    private String url;
    private Map<String, String> variables;
    private String appLine = "";
    private String more = "audit: { store: git }\n";
    private Path inventory;
    private String environments = """
              dev: { cluster: dev, namespace: dev, delivery: rendered }
              staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
              production: { cluster: production, namespace: production, promotesFrom: [staging], protected: true, delivery: rendered }
            """;

    public TestWorld(Path folder) throws Exception {
        this.folder = folder;
        this.url = remote().toString();
        this.variables = Map.of("HOME", folder.toString());
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(remote().toFile())
                .call()
                .close();
        try (Git work = Git.init()
                .setInitialBranch("main")
                .setDirectory(folder.resolve("seed").toFile())
                .call()) {
            for (String environment : List.of("dev", "staging", "production")) {
                write(folder.resolve("seed"), "apps/shop/" + environment + "/deployment.yaml", deployment("1.0.0"));
            }
            work.add().addFilepattern(".").call();
            commit(work, "Begin");
            work.push().setRemote(remote().toString()).add("main").call();
        }
    }

    Path remote() {
        return folder.resolve("config.git");
    }

    /** The inventory names the config repository by another address, with the variables to come in. */
    TestWorld reachedBy(String address, Map<String, String> more) {
        url = address;
        variables = new HashMap<>(variables);
        variables.putAll(more);
        return this;
    }

    TestWorld withEnvironments(String yaml) {
        environments = yaml;
        return this;
    }

    /** The inventory as a person of that name opens it; each has a cache of their own. */
    public GitOps as(String actor) throws IOException {
        return as(actor, Clock.systemUTC());
    }

    /** Another line of the application in the inventory. */
    TestWorld withAppLine(String yaml) {
        appLine = "    " + yaml + "\n";
        return this;
    }

    public GitOps as(String actor, Clock clock) throws IOException {
        Path file = folder.resolve("apps.yaml");
        Files.writeString(
                file,
                "apiVersion: gitops.dev/v1\nkind: Inventory\nconfig: { repository: \"" + url + "\""
                        + ", branch: main }\nforge: { type: none }\nteams:\n  payments: { approvers: [alice, bob] }\nenvironments:\n"
                        + environments.indent(2)
                        + """
                        apps:
                          - name: shop
                            image: registry.example.com/payments/shop
                            manifests: { plain: "apps/shop/{environment}" }
                            environments: [dev, staging, production]
                        """
                        + appLine + more);
        inventory = file;
        return GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache-" + actor))
                        .actor(actor)
                        .clock(clock)
                        .environment(variables)
                        .build());
    }

    /** The text of the inventory that was opened last. */
    String inventory() throws IOException {
        return Files.readString(inventory);
    }

    /** Other keys at the end of the inventory, the audit trail's among them. */
    TestWorld withKeys(String yaml) {
        more = yaml;
        return this;
    }

    /** Variables of the process besides. */
    TestWorld withVariables(Map<String, String> others) {
        variables = new HashMap<>(variables);
        variables.putAll(others);
        return this;
    }

    /** An inventory of any text, as a person of that name opens it. */
    GitOps opened(String name, String text, String actor) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache-" + actor))
                        .actor(actor)
                        .environment(variables)
                        .build());
    }

    /** Somebody who may push writes a record as the tool would. */
    void pushRecord(DeploymentRecord record) throws Exception {
        String day = DateTimeFormatter.ofPattern("uuuu/MM/dd")
                .withZone(ZoneOffset.UTC)
                .format(Ulid.timeOf(record.id()));
        Path work = Files.createTempDirectory(folder, "work-");
        try (Git git = Git.cloneRepository()
                .setURI(remote().toString())
                .setDirectory(work.toFile())
                .call()) {
            if (git.getRepository().resolve("refs/remotes/origin/gitops/audit") == null) {
                git.checkout().setOrphan(true).setName("records").call();
                git.rm().addFilepattern("apps").call();
            } else {
                git.checkout()
                        .setCreateBranch(true)
                        .setName("records")
                        .setStartPoint("origin/gitops/audit")
                        .call();
            }
            String path = String.join(
                    "/", "records", day, record.app(), record.environment().value(), record.id() + ".json");
            write(work, path, RecordJson.text(record));
            git.add().addFilepattern(".").call();
            commit(git, "record: deploy");
            git.push()
                    .setRefSpecs(new RefSpec("records:refs/heads/gitops/audit"))
                    .call();
        }
    }

    /** Somebody removes a branch. */
    void remove(String branch) throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            git.branchDelete().setBranchNames(branch).setForce(true).call();
        }
    }

    /** A branch is what it was at a commit. */
    void reset(String branch, String commit) throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            RefUpdate update = git.getRepository().updateRef("refs/heads/" + branch);
            update.setNewObjectId(ObjectId.fromString(commit));
            update.forceUpdate();
        }
    }

    /** The newest commit of a branch. */
    String tip(String branch) throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            return git.getRepository().resolve("refs/heads/" + branch).name();
        }
    }

    /** Somebody edits files by hand with a message of their own and pushes. */
    void pushSaying(String message, Map<String, String> files) throws Exception {
        edit(message, files);
    }

    public static String deployment(String tag) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: shop # the shop
                spec:
                  template:
                    spec:
                      containers:
                        - name: shop
                          image: registry.example.com/payments/shop:%s # moved by gitops
                """.formatted(tag);
    }

    /** Somebody edits files by hand and pushes. */
    public void push(String person, Map<String, String> files) throws Exception {
        edit("Edit by " + person, files);
    }

    /** Somebody edits files by hand on a branch, which begins at main where it is new, and pushes. */
    void pushTo(String branch, Map<String, String> files) throws Exception {
        if (!branches().contains(branch)) {
            try (Git git = Git.open(remote().toFile())) {
                git.branchCreate().setName(branch).setStartPoint("main").call();
            }
        }
        edit("Edit " + branch, files, branch);
    }

    /** Somebody changes what is published for an environment. */
    void tamper(String environment) throws Exception {
        edit("Tamper", Map.of("shop/manifests.yaml", deployment("6.6.6")), "rendered/" + environment);
    }

    private void edit(String message, Map<String, String> files) throws Exception {
        edit(message, files, "main");
    }

    private void edit(String message, Map<String, String> files, String branch) throws Exception {
        Path work = Files.createTempDirectory(folder, "work-");
        try (Git git = Git.cloneRepository()
                .setURI(remote().toString())
                .setDirectory(work.toFile())
                .setBranch(branch)
                .call()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                write(work, file.getKey(), file.getValue());
            }
            git.add().addFilepattern(".").call();
            commit(git, message);
            git.push().add(branch).call();
        }
    }

    /** Somebody merges a branch. */
    void merge(String branch) throws Exception {
        Path work = Files.createTempDirectory(folder, "work-");
        try (Git git = Git.cloneRepository()
                .setURI(remote().toString())
                .setDirectory(work.toFile())
                .setBranch("main")
                .call()) {
            git.merge()
                    .include(branch, git.getRepository().resolve("refs/remotes/origin/" + branch))
                    .setFastForward(FastForwardMode.NO_FF)
                    .setMessage("Merge " + branch)
                    .call();
            git.push().add("main").call();
        }
    }

    /** What a file has on a branch. */
    public String file(String branch, String path) throws Exception {
        try (Git git = Git.open(remote().toFile());
                var walk = new RevWalk(git.getRepository())) {
            var tree = walk.parseCommit(git.getRepository().resolve("refs/heads/" + branch))
                    .getTree();
            try (var found = TreeWalk.forPath(git.getRepository(), path, tree)) {
                return found == null
                        ? ""
                        : new String(
                                git.getRepository().open(found.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** The names of the remote's branches. */
    List<String> branches() throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            return git.branchList().call().stream()
                    .map(branch -> branch.getName().substring("refs/heads/".length()))
                    .toList();
        }
    }

    /** The newest commit's message on a branch. */
    public String message(String branch) throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            return git.log()
                    .add(git.getRepository().resolve("refs/heads/" + branch))
                    .setMaxCount(1)
                    .call()
                    .iterator()
                    .next()
                    .getFullMessage();
        }
    }

    private static void commit(Git git, String message) throws Exception {
        PersonIdent person = new PersonIdent("carol", "carol@example.com");
        git.commit()
                .setMessage(message)
                .setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .call();
    }

    private static void write(Path root, String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }
}
