package dev.gitops.cli;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Settings;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody reviewed do not enter by a reviewed line that names them: overlays and a component on a real Gitea. */
class UnreviewedFilesIT {

    private static final String OVERLAY = "apps/shop/overlays/production/kustomization.yaml";
    private static final String COMPONENT = "components/tuning/kustomization.yaml";
    private static final String TUNED = """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            replicas: [{ name: shop, count: 66 }]
            """;

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bot;
    private GiteaServer.User bob;

    @BeforeEach
    void deployedOnce() throws Exception {
        gitea = GiteaServer.required();
        repository = gitea.repository(gitea.organisation("platform"), "infra");
        bot = gitea.user("bot");
        bob = gitea.user("bob");
        gitea.collaborator(repository, bot, "write");
        gitea.collaborator(repository, bob, "write");
        gitea.commit(repository, "main", "apps/shop/base/kustomization.yaml", "resources: [deployment.yaml]\n");
        gitea.commit(repository, "main", "apps/shop/base/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec: { template: { spec: { containers: [{ name: shop, image: registry.example.com/payments/shop:1 }] } } }
                """);
        gitea.commit(repository, "main", OVERLAY, "resources: [../../base]\n");
        reviewed("first", OVERLAY, "resources: [../../base]\nnamespace: production\n");
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private void reviewed(String branch, String path, String content) throws InterruptedException {
        new GiteaRequests(gitea, repository).reviewed(bot, bob, branch, path, content);
    }

    private DeploymentOutcome deploy() throws Exception {
        Path file = folder.resolve("apps.yaml");
        Files.writeString(file, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                environments:
                  production: { namespace: production, protected: true, delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { kustomize: apps/shop }
                    environments: [production]
                """.formatted(repository.url(), gitea.url()));
        try (GitOps gitops = GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("jenkins")
                        .environment(Map.of(
                                "GITOPS_GIT_USER", bot.name(),
                                "GITOPS_GIT_PASSWORD", bot.token(),
                                "GITOPS_FORGE_TOKEN", bot.token(),
                                "HOME", folder.toString()))
                        .build())) {
            return Pipeline.forApp(gitops.app("shop")).deploy(PRODUCTION).execute();
        }
    }

    private void namedByAReviewedLine() throws InterruptedException {
        reviewed(
                "tune",
                OVERLAY,
                "resources: [../../base]\nnamespace: production\ncomponents: [../../../../components/tuning]\n");
    }

    @Test
    void aComponentThatWasPushedIsRefused() throws Exception {
        gitea.commit(repository, "main", COMPONENT, TUNED);
        gitea.commit(repository, "main", "README.md", "deployed in between");
        namedByAReviewedLine();
        assertThat(deploy())
                .isInstanceOfSatisfying(
                        DeploymentOutcome.Refused.class,
                        refused -> assertThat(refused.toString())
                                .contains("Write " + COMPONENT, "did not come by a merged change request"));
    }

    @Test
    void aComponentThatWasReviewedAndThenChangedByAPushIsRefused() throws Exception {
        reviewed("component", COMPONENT, TUNED.replace("66", "2"));
        gitea.commit(repository, "main", COMPONENT, TUNED);
        namedByAReviewedLine();
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Refused.class);
    }

    @Test
    void aComponentThatWasReviewedBeforeItWasNamedIsDelivered() throws Exception {
        reviewed("component", COMPONENT, TUNED);
        namedByAReviewedLine();
        assertThat(deploy()).isInstanceOf(DeploymentOutcome.Verified.class);
    }
}
