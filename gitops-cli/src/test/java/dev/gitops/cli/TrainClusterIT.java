package dev.gitops.cli;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Credentials;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Settings;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.testing.GiteaServer;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One change request with four applications on a real Gitea, deployed in order on the API server that KUBECONFIG names. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrainClusterIT {

    private static final Train TRAIN = Train.from(STAGING).to(PRODUCTION).because("SHOP-42");

    @TempDir
    Path folder;

    private final String id = UUID.randomUUID().toString().substring(0, 6);
    private final String db = "db-" + id;
    private final String shop = "shop-" + id;
    private final String web = "web-" + id;
    private final String mail = "mail-" + id;
    private final List<String> apps = List.of(db, shop, web, mail);
    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bot;
    private GiteaServer.User bob;
    private GitOps gitops;

    @BeforeEach
    void open() {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
        gitea = GiteaServer.required();
        repository = gitea.repository(gitea.organisation("platform"), "infra");
        bot = gitea.user("bot");
        bob = gitea.user("bob");
        gitea.collaborator(repository, bot, "write");
        gitea.collaborator(repository, bob, "write");
    }

    @AfterEach
    void close() {
        if (gitops != null) {
            gitops.close();
        }
    }

    private void begin(String beside) throws Exception {
        for (String app : apps) {
            put(app, "staging", "2.0.0", "");
            put(app, "production", "1.0.0", app.equals(db) ? beside : "");
        }
        Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
        String context = YamlFile.of("kubeconfig", Files.readAllBytes(kubeconfig))
                .scalar(YamlPath.of("current-context"))
                .orElseThrow();
        Path file = folder.resolve("apps.yaml");
        Files.writeString(
                file,
                """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%1$s", branch: main }
                forge: { type: gitea, url: "%2$s" }
                environments:
                  staging: { cluster: %3$s, namespace: default, timeout: 60s }
                  production: { cluster: %3$s, namespace: kube-public, promotesFrom: [staging], protected: true, approvers: ["%4$s"], timeout: 10s }
                apps:
                """.formatted(repository.url(), gitea.url(), context, bob.name())
                        + app(web, shop)
                        + app(shop, db)
                        + app(db, "")
                        + app(mail, ""));
        gitops = GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .environment(Map.of("HOME", folder.toString(), "KUBECONFIG", System.getenv("KUBECONFIG")))
                        .addCredentials(Credentials.of(gitea.url().toString()).token(bot.token()))
                        .build());
        for (String app : List.of(db, shop, web, mail)) {
            assertThat(Pipeline.forApp(gitops.app(app)).deploy(STAGING).execute())
                    .isInstanceOf(DeploymentOutcome.Verified.class);
        }
    }

    private static String app(String name, String after) {
        return """
                  - name: %1$s
                    image: registry.example.com/%1$s
                    manifests: { plain: "apps/%1$s/{environment}" }
                    environments: [staging, production]
                    after: [%2$s]
                """.formatted(name, after).indent(2).replace("\n\n", "\n");
    }

    private void put(String app, String environment, String tag, String beside) {
        gitea.commit(
                repository,
                "main",
                "apps/" + app + "/" + environment + "/deployment.yaml",
                """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: { name: %1$s }
                        spec:
                          selector: { matchLabels: { app: %1$s } }
                          template:
                            metadata: { labels: { app: %1$s } }
                            spec:
                              containers:
                                - { name: app, image: "registry.example.com/%1$s:%2$s" }
                        """.formatted(app, tag) + beside);
    }

    private JsonNode openRequests() {
        return gitea.call("GET", repository.path() + "/pulls?state=open", null);
    }

    private EnvironmentStatus status(String app) {
        return gitops.app(app).status().get(1);
    }

    private TrainOutcome merged() throws Exception {
        CompletableFuture<TrainOutcome> waiting =
                CompletableFuture.supplyAsync(() -> gitops.plan(TRAIN).executeAndWait(Duration.ofSeconds(120)));
        while (openRequests().isEmpty() && !waiting.isDone()) {
            Thread.sleep(100);
        }
        JsonNode request = openRequests().get(0);
        assertThat(openRequests()).hasSize(1);
        assertThat(request.path("body").asText())
                .contains("**4** applications", "Asked for by `alice`, because: `SHOP-42`", db, shop, web, mail);
        assertThat(status(shop).pending()).isEqualTo(request.path("html_url").asText());
        long number = request.path("number").asLong();
        gitea.approve(repository, number, bob, "all of it");
        gitea.merge(repository, number, "merge");
        return waiting.join();
    }

    @Test
    void isReviewedOnceMergedWholeAndDeployedInOrder() throws Exception {
        begin("");
        TrainOutcome outcome = merged();
        assertThat(outcome.word()).isEqualTo("merged");
        assertThat(outcome.changes())
                .extracting(change -> change.summary().app())
                .containsExactly(db, shop, web, mail);

        List<OrderedDeployment> deployed = gitops.deploy(gitops.landed(outcome), "SHOP-42");

        assertThat(deployed).extracting(each -> each.place().app()).containsExactly(db, shop, web, mail);
        assertThat(deployed)
                .allSatisfy(each -> assertThat(each.outcome())
                        .get()
                        .isInstanceOfSatisfying(
                                DeploymentOutcome.Verified.class,
                                verified -> assertThat(verified.report().approvals())
                                        .extracting(approval -> approval.by())
                                        .contains(bob.name())));
        assertThat(gitops.landed(gitops.plan(TRAIN).execute())).isEmpty();

        ChangeOutcome back = Pipeline.forApp(gitops.app(mail))
                .rollback(PRODUCTION)
                .to(repository("1.0.0 of mail"))
                .execute();
        assertThat(back).isInstanceOf(ChangeOutcome.Requested.class);
        assertThat(back.summary().diff()).contains(mail).doesNotContain(shop);
    }

    /** The commit before the train. */
    private String repository(String what) {
        String parent = gitops.app(mail).history(PRODUCTION, 2).get(1).commit();
        assertThat(parent).as(what).hasSize(40);
        return parent;
    }

    @Test
    void keepsBackWhatComesAfterOneThatFailsAndNothingElse() throws Exception {
        begin("        - { name: beside, image: \"registry.example.com/beside:missing\" }\n");
        TrainOutcome outcome = merged();

        List<OrderedDeployment> deployed = gitops.deploy(gitops.landed(outcome));

        assertThat(deployed)
                .extracting(each ->
                        each.place().app() + " " + each.outcome().orElseThrow().word())
                .containsExactly(db + " failed", shop + " refused", web + " refused", mail + " verified");
        assertThat(deployed.get(1).outcome().orElseThrow().reasons())
                .anyMatch(reason ->
                        reason.contains(shop + " comes after " + db + ", whose deployment to production failed"));
        assertThat(status(web).waiting()).contains(web + " comes after " + shop);
    }
}
