package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Credentials;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Inventory;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Settings;
import dev.gitops.testing.GiteaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole story on a real Gitea over HTTP: a protected main, change requests that a second user approves, provenance, rollback by change request. */
@Execution(ExecutionMode.CONCURRENT)
class GiteaStoryIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bot;
    private GiteaServer.User bob;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        gitea = GiteaServer.required();
        String organisation = gitea.organisation("platform");
        repository = gitea.repository(organisation, "infra");
        bot = gitea.user("bot");
        bob = gitea.user("bob");
        gitea.collaborator(repository, bot, "write");
        gitea.collaborator(repository, bob, "write");
        for (String environment : new String[] {"dev", "staging", "production"}) {
            gitea.commit(
                    repository, "main", "apps/shop/" + environment + "/deployment.yaml", TestWorld.deployment("1.0.0"));
        }
        gitea.call(
                "POST",
                api("branches"),
                JSON.createObjectNode().put("new_branch_name", "production").put("old_branch_name", "main"));
        gitea.protect(repository, "production", 1);
        Path file = folder.resolve("apps.yaml");
        Files.writeString(file, """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                environments:
                  dev: { cluster: dev, delivery: rendered }
                  staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
                  production: { cluster: production, promotesFrom: [staging], protected: true, branch: production, approvers: ["%s"], fourEyes: true, delivery: rendered }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [dev, staging, production]
                """.formatted(repository.url(), gitea.url(), bob.name()));
        gitops = GitOps.open(
                Inventory.load(file),
                Settings.builder()
                        .cacheFolder(folder.resolve("cache"))
                        .actor("alice")
                        .environment(Map.of("HOME", folder.toString()))
                        .addCredentials(Credentials.of(gitea.url().toString()).token(bot.token()))
                        .build());
        shop = gitops.app("shop");
    }

    @AfterEach
    void close() {
        if (gitops != null) {
            gitops.close();
        }
    }

    private void verifiedInStaging(String tag) {
        Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .execute();
        assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Verified.class);
        Pipeline.forApp(shop).promote(DEV, STAGING).execute();
        assertThat(deploy(STAGING)).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private DeploymentOutcome deploy(EnvironmentName environment) {
        return Pipeline.forApp(shop).deploy(environment).execute();
    }

    private ChangeOutcome promoted(Approver approver) {
        CompletableFuture<ChangeOutcome> waiting = CompletableFuture.supplyAsync(() -> Pipeline.forApp(shop)
                .promote(STAGING, PRODUCTION)
                .because("SHOP-42")
                .plan()
                .executeAndWait(Duration.ofSeconds(60)));
        approver.decide(number());
        return waiting.join();
    }

    private interface Approver {
        void decide(long number);
    }

    private String api(String path) {
        return "repos/" + repository.owner() + "/" + repository.name() + "/" + path;
    }

    private long number() {
        for (int attempt = 0; attempt < 200; attempt++) {
            var open = gitea.call("GET", api("pulls?state=open"), null);
            if (!open.isEmpty()) {
                return open.get(0).path("number").asLong();
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
        throw new AssertionError("no change request was opened");
    }

    @Test
    void aReleaseReachesProductionByAReviewedChangeRequestAndGoesBackByAnother() throws Exception {
        verifiedInStaging("1.1.0");
        ChangeOutcome outcome = promoted(number -> {
            gitea.approve(repository, number, bob, "looks good");
            gitea.merge(repository, number, "merge");
        });
        assertThat(outcome).isInstanceOf(ChangeOutcome.Merged.class);
        assertThat(deploy(PRODUCTION))
                .isInstanceOfSatisfying(
                        DeploymentOutcome.Verified.class,
                        verified -> assertThat(verified.report().approvals())
                                .extracting(approval -> approval.by())
                                .contains(bob.name()));

        verifiedInStaging("1.2.0");
        promoted(number -> {
            gitea.approve(repository, number, bob, "fine");
            gitea.merge(repository, number, "squash");
        });
        assertThat(deploy(PRODUCTION)).isInstanceOf(DeploymentOutcome.Verified.class);

        ChangeOutcome back = Pipeline.forApp(shop)
                .rollback(PRODUCTION)
                .toPrevious()
                .because("broken")
                .execute();
        assertThat(back).isInstanceOf(ChangeOutcome.Requested.class);
        long number = back.request().orElseThrow().number();
        gitea.approve(repository, number, bob, "yes, back");
        gitea.merge(repository, number, "rebase");
        assertThat(deploy(PRODUCTION)).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(shop.render(PRODUCTION)).contains(":1.1.0");
        assertThat(Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute())
                .isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void aChangeRequestThatIsClosedUnmergedChangesNothing() {
        verifiedInStaging("1.1.0");
        ChangeOutcome outcome = promoted(number -> gitea.call(
                "PATCH", api("pulls/") + number, JSON.createObjectNode().put("state", "closed")));
        assertThat(outcome).isInstanceOf(ChangeOutcome.Closed.class);
        assertThat(shop.render(PRODUCTION)).contains(":1.0.0");
    }

    @Test
    void aSecondWishUpdatesTheOpenChangeRequestInsteadOfOpeningAnother() {
        verifiedInStaging("1.1.0");
        ChangeOutcome first = Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute();
        verifiedInStaging("1.2.0");
        ChangeOutcome second =
                Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute();
        assertThat(second.request().orElseThrow().number())
                .isEqualTo(first.request().orElseThrow().number());
        var open = gitea.call("GET", api("pulls?state=open"), null);
        assertThat(open).hasSize(1);
        assertThat(open.get(0).path("body").asText()).contains("1.2.0", "Asked for by `alice`", "```diff");
    }

    @Test
    void whoWaitsForARequestThatCarriesAnotherReleaseWaitsForNothing() throws Exception {
        verifiedInStaging("1.1.0");
        CompletableFuture<ChangeOutcome> waiting = CompletableFuture.supplyAsync(
                () -> Pipeline.forApp(shop).promote(STAGING, PRODUCTION).plan().executeAndWait(Duration.ofMinutes(5)));
        long number = number();
        verifiedInStaging("1.2.0");
        Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute();
        assertThat(waiting.get(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Superseded.class,
                        superseded -> assertThat(superseded.reasons().get(0))
                                .contains("/pulls/" + number, "carries another change now"));
    }

    @Test
    void aChangeRequestThatNobodyWantsAnyMoreIsClosedAndItsBranchRemoved() {
        verifiedInStaging("1.1.0");
        Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute();
        verifiedInStaging("1.0.0");
        assertThat(Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute())
                .isInstanceOf(ChangeOutcome.UpToDate.class);
        assertThat(gitea.call("GET", api("pulls?state=open"), null)).isEmpty();
        assertThat(gitea.call("GET", api("branches"), null))
                .noneMatch(branch -> branch.path("name").asText().startsWith("gitops/change/"));
    }

    @Test
    void whatWasPushedPastReviewIsNotDeployed() {
        verifiedInStaging("1.1.0");
        promoted(number -> {
            gitea.approve(repository, number, bob, "looks good");
            gitea.merge(repository, number, "merge");
        });
        deploy(PRODUCTION);
        gitea.call("DELETE", api("branch_protections/production"), null);
        gitea.commit(repository, "production", "apps/shop/production/deployment.yaml", TestWorld.deployment("6.6.6"));
        assertThat(deploy(PRODUCTION))
                .isInstanceOfSatisfying(
                        DeploymentOutcome.Refused.class,
                        refused -> assertThat(String.join("\n", refused.reasons()))
                                .contains(
                                        "did not come by a merged change request",
                                        "needs the approval of one of " + bob.name()));
    }

    @Test
    void aPushThatBranchProtectionRefusesIsARefusalAndNotARace() {
        gitea.protect(repository, "main", 1);
        assertThat(Pipeline.forApp(shop)
                        .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                        .to(DEV)
                        .execute())
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("the host refused the push to main", "a branch of its own"));
    }
}
