package dev.gitops.k8s;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Progress;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.cluster.client.Json;
import dev.gitops.testkit.BareRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a release to the cluster, on real Git and a real API server. */
class StoryIT {

    private static final String IMAGE = "registry.example.com/shop";

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private RealCluster cluster;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void start() throws Exception {
        cluster = RealCluster.start();
        Path remote = folder.resolve("config.git");
        BareRepository.at(remote);
        Path work = folder.resolve("work");
        Files.createDirectories(work.resolve("shop/dev"));
        Files.writeString(
                work.resolve("shop/dev/all.yaml"),
                Texts.all(Texts.deployment("web", "shop:1", 1), Texts.config("a"), """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: back, annotations: { "helm.sh/hook": pre-rollback } }
                spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/job:1" }] } } }
                """));
        try (Git git =
                Git.init().setInitialBranch("main").setDirectory(work.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("Begin")
                    .setAuthor("carol", "carol@example.com")
                    .setCommitter("carol", "carol@example.com")
                    .setSign(false)
                    .call();
            git.push().setRemote(remote.toString()).add("main").call();
        }
        Path inventory = folder.resolve("apps.yaml");
        Files.writeString(inventory, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: none }
                environments:
                  dev: { cluster: test, namespace: %s, rollbackOnFailure: true, drift: heal, timeout: 60s }
                apps:
                  - name: shop
                    image: registry.example.com/shop
                    manifests: { plain: "shop/{environment}" }
                    environments: [dev]
                audit: { store: git }
                """.formatted(remote, cluster.namespace));
        gitops = GitOps.open(
                Inventory.load(inventory),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .progress(told())
                        .environment(Map.of("HOME", folder.toString(), "KUBECONFIG", System.getenv("KUBECONFIG")))
                        .build());
        shop = gitops.app("shop");
    }

    private Progress told() {
        return told::add;
    }

    @AfterEach
    void stop() {
        if (gitops != null) {
            gitops.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private void release(String image, long build) {
        assertThat(Pipeline.forApp(shop)
                        .release(new Release(
                                List.of(new ReleasedImage("shop", ImageRef.parse(image))), build, null, null))
                        .to(DEV)
                        .execute())
                .isInstanceOf(ChangeOutcome.Committed.class);
    }

    private DeploymentOutcome deploy() {
        told.clear();
        return Pipeline.forApp(shop).deploy(DEV).execute();
    }

    private List<String> operations() {
        return gitops
                .records()
                .search(RecordQuery.builder().app("shop").environment(DEV).build())
                .records()
                .stream()
                .map(record -> record.operation() + " " + record.outcome())
                .toList();
    }

    @Test
    void anUnhealthyDeploymentBecomesARollbackWhoseDeploymentRunsTheHooksOfARollback() {
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        release(IMAGE + ":missing-2", 2);

        DeploymentOutcome failed = deploy();

        assertThat(failed).isInstanceOfSatisfying(DeploymentOutcome.Failed.class, outcome -> {
            assertThat(outcome.failure().reason()).isEqualTo("ImagePullBackOff");
            assertThat(outcome.report().followUps())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Committed.class,
                            rollback ->
                                    assertThat(rollback.summary().operation()).isEqualTo(Operation.ROLLBACK));
        });
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(told).anySatisfy(line -> assertThat(line).contains("pre-rollback hook Job"));
        assertThat(operations())
                .containsExactly(
                        "deploy verified",
                        "rollback committed",
                        "deploy failed",
                        "release committed",
                        "deploy verified");
    }

    @Test
    void driftIsMendedByAnotherDeploymentAndRecordedAsThat() {
        deploy();
        cluster.merge("v1", "configmaps", "a", "{\"data\": {\"a\": \"by hand\"}}", "kubectl-edit");
        assertThat(shop.drift(DEV))
                .singleElement()
                .satisfies(drift -> assertThat(drift.name()).isEqualTo("a"));

        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(shop.drift(DEV)).isEmpty();
        assertThat(operations()).containsExactly("heal verified", "deploy verified");
        assertThat(Json.at(cluster.get("v1", "configmaps", "a"), "data", "a").asText())
                .isEqualTo("b");
    }
}
