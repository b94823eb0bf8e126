package dev.gitops.helm;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One repository holds the application, its Dockerfile and its chart; it is its own config repository. On real bare Git. */
abstract class OwnRepositoryStory {

    private static final String IMAGE = "registry.example.com/payments/shop";

    @TempDir
    Path folder;

    /** The application's name; one a run, where a cluster keeps what it is given. */
    abstract String app();

    /** The inventory's words on clusters and environments. */
    abstract String environments();

    /** The variables that connections read. */
    Map<String, String> variables() {
        return Map.of("HOME", folder.toString());
    }

    @Test
    void goesFromCommitToRollbackWithoutStartingABuildLoop() throws Exception {
        begin();
        try (GitOps gitops = open()) {
            App shop = gitops.app(app());

            assertThat(release(shop, "2.0.0", 7)).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(touchedByNewest())
                    .as("no path that the build watches")
                    .containsExactly("deploy/values-dev.yaml");
            assertThat(newest().getFullMessage())
                    .contains("GitOps-Operation: release")
                    .contains("GitOps-App: " + app())
                    .contains("GitOps-Image: " + app() + "=" + IMAGE + ":2.0.0");
            assertThat(deploy(shop, DEV)).isInstanceOf(DeploymentOutcome.Verified.class);

            assertThat(Pipeline.forApp(shop)
                            .set(DEV, Map.of("redis.host", "redis-2"))
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(touchedByNewest()).containsExactly("deploy/values-dev.yaml");
            assertThat(read("deploy/values-dev.yaml")).isEqualTo("""
                    # dev of the shop
                    image: { tag: 2.0.0 } # moved by gitops
                    redis: { host: redis-2 }
                    """);
            assertThat(deploy(shop, DEV)).isInstanceOf(DeploymentOutcome.Verified.class);

            assertThat(Pipeline.forApp(shop).promote(DEV, PRODUCTION).execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(touchedByNewest()).containsExactly("deploy/values-production.yaml");
            assertThat(shop.render(DEV)).contains("image: \"" + IMAGE + ":2.0.0\"", "redis-2");

            assertThat(Pipeline.forApp(shop)
                            .rollback(DEV)
                            .toPrevious()
                            .because("slow")
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(touchedByNewest()).containsExactly("deploy/values-dev.yaml");
            assertThat(read("deploy/values-dev.yaml")).contains("tag: 2.0.0").contains("host: redis-1");
            assertThat(deploy(shop, DEV)).isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    private ChangeOutcome release(App app, String tag, long build) {
        return Pipeline.forApp(app)
                .release(new Release(
                        List.of(new ReleasedImage(app(), ImageRef.parse(IMAGE + ":" + tag))), build, null, null))
                .to(DEV)
                .execute();
    }

    private static DeploymentOutcome deploy(App app, EnvironmentName environment) {
        return Pipeline.forApp(app).deploy(environment).execute();
    }

    private void begin() throws Exception {
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(remote().toFile())
                .call()
                .close();
        Path work = folder.resolve("work");
        try (Git git =
                Git.init().setInitialBranch("main").setDirectory(work.toFile()).call()) {
            write(work, "Dockerfile", "FROM scratch\n");
            write(work, "src/Main.java", "class Main {}\n");
            write(work, "deploy/chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n");
            write(
                    work,
                    "deploy/chart/values.yaml",
                    "image: { repository: " + IMAGE + ", tag: latest }\nredis: { host: redis }\n");
            write(work, "deploy/chart/templates/shop.yaml", """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: { name: {{ .Release.Name }} }
                    spec:
                      selector: { matchLabels: { app: {{ .Release.Name }} } }
                      template:
                        metadata: { labels: { app: {{ .Release.Name }} } }
                        spec:
                          containers:
                            - name: shop
                              image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
                              env: [{ name: REDIS, value: {{ .Values.redis.host }} }]
                    """);
            for (String environment : List.of("dev", "production")) {
                write(
                        work,
                        "deploy/values-" + environment + ".yaml",
                        "# " + environment
                                + " of the shop\nimage: { tag: 1.0.0 } # moved by gitops\nredis: { host: redis-1 }\n");
            }
            git.add().addFilepattern(".").call();
            git.commit()
                    .setSign(false)
                    .setAuthor("bob", "bob@example.com")
                    .setCommitter("bob", "bob@example.com")
                    .setMessage("Begin")
                    .call();
            git.push().setRemote(remote().toString()).add("main").call();
        }
    }

    private GitOps open() throws Exception {
        Path file = folder.resolve("apps.yaml");
        Files.writeString(file, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: https://git.example.com/platform/infra.git, branch: main }
                forge: { type: none }
                %s
                apps:
                  - name: %s
                    image: registry.example.com/payments/shop
                    config: { repository: %s, branch: main }
                    manifests: { helm: { chart: deploy/chart, values: ["deploy/values-{environment}.yaml"] } }
                    environments: [dev, production]
                audit: { store: git }
                """.formatted(environments(), app(), remote()));
        return GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .environment(variables())
                        .build());
    }

    private Path remote() {
        return folder.resolve("shop.git");
    }

    private RevCommit newest() throws Exception {
        try (Git git = Git.open(remote().toFile())) {
            return git.log()
                    .add(git.getRepository().resolve("refs/heads/main"))
                    .setMaxCount(1)
                    .call()
                    .iterator()
                    .next();
        }
    }

    private List<String> touchedByNewest() throws Exception {
        List<String> paths = new ArrayList<>();
        try (Git git = Git.open(remote().toFile());
                TreeWalk walk = new TreeWalk(git.getRepository())) {
            RevCommit commit = newest();
            walk.addTree(git.getRepository().parseCommit(commit.getParent(0)).getTree());
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                paths.add(walk.getPathString());
            }
        }
        return paths;
    }

    private String read(String path) throws Exception {
        try (Git git = Git.open(remote().toFile());
                TreeWalk walk = TreeWalk.forPath(git.getRepository(), path, newest().getTree())) {
            ObjectId id = walk.getObjectId(0);
            return new String(git.getRepository().open(id).getBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path root, String path, String content) throws Exception {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }
}
