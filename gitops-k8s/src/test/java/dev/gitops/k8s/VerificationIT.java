package dev.gitops.k8s;

import static dev.gitops.api.EnvironmentName.DEV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitops.api.App;
import dev.gitops.api.BakeReport;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Settings;
import dev.gitops.api.VerifyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification and bake on a real Git host and a real API server. Each look is by a process of its own. */
class VerificationIT {

    @TempDir
    Path folder;

    private RealCluster cluster;
    private RealForge forge;
    private Clock clock = Clock.systemUTC();

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                System.getenv("FORGE_URL") != null,
                "skipped: no Git host; run testing/forge/start and set FORGE_URL, FORGE_USER, FORGE_PASSWORD and FORGE_TOKEN");
        cluster = RealCluster.start();
        forge = new RealForge();
        forge.write("main", "shop/dev/all.yaml", manifests("shop:1", "smoke:1"));
        Files.writeString(
                folder.resolve("apps.yaml"), """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                environments:
                  dev: { cluster: test, namespace: %s, bake: 1h, rollbackOnFailure: true, timeout: 10s, delivery: { apply: { force: true } } }
                apps:
                  - name: shop
                    image: registry.example.com/shop
                    manifests: { plain: "shop/{environment}" }
                    environments: [dev]
                    verify: [{ job: { cronJob: smoke }, timeout: 60s }]
                audit: { store: git }
                """.formatted(forge.url(), System.getenv("FORGE_URL"), cluster.namespace));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String manifests(String image, String smoke) {
        return Texts.all(Texts.deployment("web", image, 1), """
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: smoke }
                spec:
                  schedule: "0 0 1 1 *"
                  suspend: true
                  jobTemplate:
                    spec:
                      template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/%s" }] } }
                """.formatted(smoke));
    }

    private interface Work<T> {
        T with(App shop);
    }

    private <T> T process(Work<T> work) {
        try (GitOps gitops = GitOps.open(
                Inventory.load(folder.resolve("apps.yaml")),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .clock(clock)
                        .environment(Map.of(
                                "HOME", folder.toString(),
                                "KUBECONFIG", System.getenv("KUBECONFIG"),
                                "GITOPS_FORGE_TOKEN", System.getenv("FORGE_TOKEN"),
                                "GITOPS_GIT_USER", System.getenv("FORGE_USER"),
                                "GITOPS_GIT_PASSWORD", System.getenv("FORGE_PASSWORD")))
                        .build())) {
            return work.with(gitops.app("shop"));
        }
    }

    private DeploymentOutcome deploy() {
        return process(shop -> Pipeline.forApp(shop).deploy(DEV).execute());
    }

    private DeploymentOutcome deploy(String version) {
        process(shop -> Pipeline.forApp(shop)
                .release(ImageRef.parse("registry.example.com/shop:" + version))
                .to(DEV)
                .execute());
        return deploy();
    }

    private BakeReport look() {
        return process(shop -> shop.bake(DEV));
    }

    private DeploymentRecord newest() {
        try (GitOps gitops = GitOps.open(
                Inventory.load(folder.resolve("apps.yaml")),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .environment(Map.of(
                                "HOME", folder.toString(),
                                "GITOPS_GIT_USER", System.getenv("FORGE_USER"),
                                "GITOPS_GIT_PASSWORD", System.getenv("FORGE_PASSWORD")))
                        .build())) {
            return gitops.records()
                    .search(RecordQuery.builder()
                            .app("shop")
                            .environment(DEV)
                            .limit(1)
                            .build())
                    .records()
                    .get(0);
        }
    }

    private String image() {
        return cluster.get("apps/v1", "deployments", "web")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    @Test
    void aJobVerifiesWhatIsDeployedAndTheRecordKeepsWhatCameOut() {
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(newest().verify()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("job smoke");
            assertThat(step.passed()).isTrue();
            assertThat(step.figures()).containsEntry("tries", 1.0);
        });

        forge.write("main", "shop/dev/all.yaml", manifests("shop:2", "fail:1"));
        DeploymentOutcome failed = deploy();

        assertThat(failed.failed()).map(DeploymentFailure::reason).contains("VerifyFailed");
        assertThat(failed.report().verify()).extracting(VerifyResult::passed).containsExactly(false);
        assertThat(failed.report().followUps()).singleElement().isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(image()).endsWith("shop:1");
    }

    @Test
    void aStepThatCannotBeRunIsToldBeforeAnythingIsDelivered() {
        forge.write("main", "shop/dev/all.yaml", Texts.deployment("web", "shop:1", 1));
        DeploymentOutcome refused = deploy();
        assertThat(refused.reasons()).singleElement().asString().contains("CronJob smoke", "suspend: true");
        assertThat(cluster.get("apps/v1", "deployments", "web").isMissingNode()).isTrue();
    }

    @Test
    void whatBreaksWhileItBakesIsRolledBackByWhoeverLooksAndWhatStaysWellHasBaked() {
        deploy("1");
        assertThat(deploy("2")).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(look())
                .returns(BakeReport.State.BAKING, BakeReport::state)
                .satisfies(report -> assertThat(report.verify()).isEmpty());

        cluster.merge("apps/v1", "deployments", "web", """
                {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "registry.example.com/crash:1"}]}}}}
                """, "somebody");
        BakeReport failed = look();

        assertThat(failed.state()).as(failed.toString()).isEqualTo(BakeReport.State.FAILED);
        assertThat(failed.failure())
                .hasValueSatisfying(why -> assertThat(why.object()).contains("web"));
        assertThat(failed.followUps()).singleElement().isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(look().followUps()).isEmpty();
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(image()).endsWith("shop:1");

        clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        BakeReport baked = look();

        assertThat(baked.state()).as(baked.toString()).isEqualTo(BakeReport.State.PASSED);
        assertThat(baked.verify()).extracting(VerifyResult::step).isEqualTo(List.of("job smoke"));
        assertThat(look().earlier()).isTrue();
    }
}
