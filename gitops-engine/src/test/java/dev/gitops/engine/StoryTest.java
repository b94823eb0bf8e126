package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.gitops.api.App;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Plan;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Release, promotion, change request, deployment and rollback on real bare Git. */
class StoryTest {

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder);
        reopen("alice");
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private void reopen(String actor) throws Exception {
        if (gitops != null) {
            gitops.close();
        }
        gitops = world.as(actor);
        shop = gitops.app("shop");
    }

    private static ImageRef image(String tag) {
        return ImageRef.parse(TestWorld.IMAGE + ":" + tag);
    }

    private ChangeOutcome release(String tag, long build) {
        return Pipeline.forApp(shop)
                .release(new Release(List.of(new ReleasedImage("shop", image(tag))), build, null, null))
                .to(DEV)
                .execute();
    }

    private DeploymentOutcome deploy(EnvironmentName environment) {
        return Pipeline.forApp(shop).deploy(environment).execute();
    }

    private EnvironmentStatus status(EnvironmentName environment) {
        return shop.status().stream()
                .filter(status -> status.environment().equals(environment))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class ARelease {

        @Test
        void changesTheImageAndNoOtherByte() throws Exception {
            assertThat(Pipeline.forApp(shop)
                            .release(image("1.1.0"))
                            .to(DEV)
                            .because("SHOP-42")
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).isEqualTo(TestWorld.deployment("1.1.0"));
            assertThat(world.message("main"))
                    .startsWith("release(dev): shop 1.1.0\n")
                    .contains(
                            "GitOps-App: shop",
                            "GitOps-Environment: dev",
                            "GitOps-Operation: release",
                            "GitOps-Image: shop=" + TestWorld.IMAGE + ":1.1.0",
                            "Requested-By: alice",
                            "Reason: SHOP-42");
        }

        @Test
        void isPlannedWithoutEffect() throws Exception {
            Plan plan = Pipeline.forApp(shop).release(image("1.1.0")).to(DEV).plan();
            assertThat(plan.diff())
                    .contains("-          image: " + TestWorld.IMAGE + ":1.0.0 # moved by gitops")
                    .contains("+          image: " + TestWorld.IMAGE + ":1.1.0 # moved by gitops");
            assertThat(plan.targetBranch()).isEqualTo("main");
            assertThat(plan.files()).containsExactly("apps/shop/dev/deployment.yaml");
            assertThat(plan.expected()).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).isEqualTo(TestWorld.deployment("1.0.0"));
        }

        @Test
        void thatIsThereAlreadyIsUpToDateAndLeavesNoRecord() {
            assertThat(Pipeline.forApp(shop).release(image("1.0.0")).to(DEV).execute())
                    .isInstanceOf(ChangeOutcome.UpToDate.class);
            assertThat(gitops.records().search(RecordQuery.builder().build()).total())
                    .isZero();
        }

        @Test
        void ofAnOlderBuildIsSuperseded() throws Exception {
            release("1.1.0", 7);
            assertThat(release("1.0.9", 6))
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Superseded.class,
                            outcome -> assertThat(outcome.reasons())
                                    .containsExactly("build 6 is older than build 7, which is there"));
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":1.1.0 #");
        }

        @Test
        void intoAnEnvironmentThatPromotesIsRefusedWithTheWay() {
            assertThat(Pipeline.forApp(shop).release(image("1.1.0")).to(STAGING).execute())
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            outcome -> assertThat(outcome.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("gitops promote shop --from dev --to staging"));
        }

        @Test
        void ofAForeignImageIsRefusedBeforeAnythingHappens() {
            assertThatThrownBy(() -> Pipeline.forApp(shop).release(ImageRef.parse("nginx:1")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is no image of shop")
                    .hasMessageContaining(TestWorld.IMAGE);
        }
    }

    @Nested
    class APromotion {

        @Test
        void takesWhatGitHasWithANoticeWhereNothingWasEverDeployed() {
            release("1.1.0", 7);
            ChangeOutcome outcome = Pipeline.forApp(shop).promote(DEV, STAGING).execute();
            assertThat(outcome).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(outcome.summary().notices()).singleElement().asString().contains("Git's history decides");
        }

        @Test
        void takesTheLastVerifiedReleaseAndNotTheNewest() throws Exception {
            release("1.1.0", 7);
            deploy(DEV);
            release("1.2.0", 8);
            Pipeline.forApp(shop).promote(DEV, STAGING).execute();
            assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).contains(":1.1.0 #");
        }

        @Test
        void takesTheNewestWhereItIsSaidThatItNeedNotBeVerified() throws Exception {
            release("1.1.0", 7);
            deploy(DEV);
            release("1.2.0", 8);
            Pipeline.forApp(shop).promote(DEV, STAGING).unverified().execute();
            assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).contains(":1.2.0 #");
        }

        @Test
        void thatSkipsAnEnvironmentIsRefused() {
            assertThat(Pipeline.forApp(shop).promote(DEV, PRODUCTION).execute())
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            outcome -> assertThat(outcome.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("production promotes from staging only"));
        }

        @Test
        void intoAProtectedEnvironmentGetsABranchAndLeavesMainAlone() throws Exception {
            release("1.1.0", 7);
            deploy(DEV);
            Pipeline.forApp(shop).promote(DEV, STAGING).execute();
            deploy(STAGING);
            assertThat(Pipeline.forApp(shop).promote(STAGING, PRODUCTION).execute())
                    .isInstanceOfSatisfying(ChangeOutcome.Requested.class, requested -> {
                        assertThat(requested.branch()).isEqualTo("gitops/change/shop/production");
                        assertThat(requested.reasons())
                                .singleElement()
                                .asString()
                                .contains("git merge --no-ff");
                    });
            assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                    .contains(":1.0.0 #");
            assertThat(status(PRODUCTION).pending()).isEqualTo("gitops/change/shop/production");
            world.merge("gitops/change/shop/production");
            assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                    .contains(":1.1.0 #");
            assertThat(status(PRODUCTION).pending()).isNull();
        }
    }

    @Nested
    class AnOpenChangeRequest {

        private String proposed() {
            return Pipeline.forApp(shop)
                    .promote(STAGING, PRODUCTION)
                    .unverified()
                    .execute()
                    .madeCommit()
                    .orElseThrow();
        }

        @Test
        void keepsItsCommitWhereTheSameIsAskedAgainAndOthersCommitMeanwhile() throws Exception {
            world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
            String first = proposed();
            world.push("carol", Map.of("apps/other/README.md", "hello"));
            assertThat(proposed()).isEqualTo(first);
        }

        @Test
        void getsAnotherCommitWhereSomethingElseIsAsked() throws Exception {
            world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
            String first = proposed();
            world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.2.0")));
            assertThat(proposed()).isNotEqualTo(first);
            assertThat(world.file("gitops/change/shop/production", "apps/shop/production/deployment.yaml"))
                    .contains(":1.2.0 #");
        }

        @Test
        void isTakenBackWhereTheEnvironmentHasWhatIsAskedForNow() throws Exception {
            world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.1.0")));
            proposed();
            world.push("carol", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("1.0.0")));
            assertThat(Pipeline.forApp(shop)
                            .promote(STAGING, PRODUCTION)
                            .unverified()
                            .execute())
                    .isInstanceOf(ChangeOutcome.UpToDate.class);
            assertThat(status(PRODUCTION).pending()).isNull();
        }
    }

    @Nested
    class ADeployment {

        @Test
        void publishesVerifiesAndRecords() throws Exception {
            release("1.1.0", 7);
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(world.file("rendered/dev", "shop/manifests.yaml"))
                    .contains("image: " + TestWorld.IMAGE + ":1.1.0");
            assertThat(status(DEV).verified()).isTrue();
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Unchanged.class);
            assertThat(shop.history(DEV, 1).get(0).outcome()).isEqualTo("verified");
            assertThat(gitops.records()
                            .search(RecordQuery.builder()
                                    .app("shop")
                                    .environment(DEV)
                                    .build())
                            .records())
                    .extracting(record -> record.operation() + " " + record.outcome())
                    .containsExactly("deploy unchanged", "deploy verified", "release committed");
        }

        @Test
        void ofASecretIsPlannedWithoutEffectAndApprovedByTheSameDigest() throws Exception {
            world.push(
                    "carol",
                    Map.of(
                            "apps/shop/dev/secret.yaml",
                            "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: hunter2 }\n"));
            DeploymentPlan plan = Pipeline.forApp(shop).deploy(DEV).plan();
            assertThat(plan.diff()).contains("(hidden)").doesNotContain("hunter2");
            assertThat(world.branches()).doesNotContain("gitops/audit");
            reopen("bob");
            assertThat(Pipeline.forApp(shop).deploy(DEV).plan().diffDigest()).isEqualTo(plan.diffDigest());
            deploy(DEV);
            reopen("carol");
            world.push(
                    "carol",
                    Map.of(
                            "apps/shop/dev/secret.yaml",
                            "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: hunter3 }\n"));
            assertThat(Pipeline.forApp(shop).deploy(DEV).plan().diff())
                    .containsPattern(
                            "-  password: \\(hidden, [0-9a-f]{16}\\)\n\\+  password: \\(hidden, [0-9a-f]{16}\\)");
        }

        @Test
        void ofABrokenManifestIsInvalidAndNamesTheFile() throws Exception {
            world.push("carol", Map.of("apps/shop/dev/broken.yaml", "kind: [unclosed"));
            assertThatThrownBy(() -> deploy(DEV))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("apps/shop/dev/broken.yaml:");
        }

        @Test
        void ofAnOlderCommitThanTheDeployedOneIsRefused() {
            String first = release("1.1.0", 7).madeCommit().orElseThrow();
            release("1.2.0", 8);
            deploy(DEV);
            assertThat(Pipeline.forApp(shop).deploy(DEV).at(first).execute())
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("is newer than " + first, "gitops rollback"));
        }

        @Test
        void ofACommitThatIsNotMergedIsRefused() throws Exception {
            ChangeOutcome requested = Pipeline.forApp(shop)
                    .promote(STAGING, PRODUCTION)
                    .unverified()
                    .execute();
            assertThat(requested).isInstanceOf(ChangeOutcome.UpToDate.class);
            world.push("mallory", Map.of("apps/shop/staging/deployment.yaml", TestWorld.deployment("6.6.6")));
            ChangeOutcome change = Pipeline.forApp(shop)
                    .promote(STAGING, PRODUCTION)
                    .unverified()
                    .execute();
            assertThat(Pipeline.forApp(shop)
                            .deploy(PRODUCTION)
                            .at(change.madeCommit().orElseThrow())
                            .execute())
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("is not on main"));
        }
    }

    @Nested
    class AnEnvironmentWithApprovers {

        @BeforeEach
        void withApprovers() throws Exception {
            world.withEnvironments("""
                    dev: { cluster: dev, delivery: rendered, approvers: [payments], fourEyes: true }
                    staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
                    production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                    """);
            reopen("alice");
            release("1.1.0", 7);
        }

        @Test
        void isNotDeployedWithoutEvidence() {
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Refused.class);
        }

        @Test
        void isDeployedWithTheApprovalOfThisDiffByAnother() {
            DeploymentPlan plan = Pipeline.forApp(shop).deploy(DEV).plan();
            Approval approval = new Approval("bob", "fine", "https://jenkins.example.com/1", plan.diffDigest());
            assertThat(Pipeline.forApp(shop).deploy(DEV).approved(approval).execute())
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Verified.class,
                            verified ->
                                    assertThat(verified.report().approvals()).containsExactly(approval));
        }

        @Test
        void isDeployedAgainWithoutApprovalWhereNothingChanged() {
            DeploymentPlan plan = Pipeline.forApp(shop).deploy(DEV).plan();
            Approval approval = new Approval("bob", "fine", "https://jenkins.example.com/1", plan.diffDigest());
            Pipeline.forApp(shop).deploy(DEV).approved(approval).execute();
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Unchanged.class);
        }

        @Test
        void isNotDeployedWithTheApprovalOfWhoAsked() {
            DeploymentPlan plan = Pipeline.forApp(shop).deploy(DEV).plan();
            Approval own = new Approval("alice", "trust me", "https://jenkins.example.com/1", plan.diffDigest());
            assertThat(Pipeline.forApp(shop).deploy(DEV).approved(own).execute())
                    .isInstanceOf(DeploymentOutcome.Refused.class);
        }
    }

    @Nested
    class ARollback {

        @BeforeEach
        void twoVerifiedReleases() {
            release("1.1.0", 7);
            deploy(DEV);
            release("1.2.0", 8);
            deploy(DEV);
        }

        @Test
        void restoresTheLastVerifiedStateBeforeThePresentOneAndHolds() throws Exception {
            assertThat(Pipeline.forApp(shop)
                            .rollback(DEV)
                            .toPrevious()
                            .because("broken")
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).isEqualTo(TestWorld.deployment("1.1.0"));
            assertThat(status(DEV).held()).contains("alice", "broken");
            assertThat(release("1.3.0", 9)).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Verified.class);
            Pipeline.forApp(shop).unhold(DEV).execute();
            assertThat(release("1.3.0", 9)).isInstanceOf(ChangeOutcome.Committed.class);
        }

        @Test
        void afterARollbackGoesFurtherBackNotForward() throws Exception {
            Pipeline.forApp(shop).rollback(DEV).toPrevious().execute();
            deploy(DEV);
            assertThat(Pipeline.forApp(shop).rollback(DEV).toPrevious().execute())
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("no other state"));
            assertThat(world.file("main", "apps/shop/dev/deployment.yaml")).contains(":1.1.0 #");
        }

        @Test
        void toACommitThatIsNotInTheHistoryIsInvalid() {
            assertThatThrownBy(() -> Pipeline.forApp(shop)
                            .rollback(DEV)
                            .to("0123456789012345678901234567890123456789")
                            .execute())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("gitops history shop --in dev");
        }

        @Test
        void restoresRemovesAndBringsBackWholeFiles() throws Exception {
            String before = shop.history(DEV, 1).get(0).commit();
            world.push(
                    "carol",
                    Map.of("apps/shop/dev/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n"));
            Pipeline.forApp(shop).rollback(DEV).to(before).execute();
            assertThat(world.file("main", "apps/shop/dev/extra.yaml")).isEmpty();
        }
    }

    @Nested
    class AFrozenEnvironment {

        @BeforeEach
        void frozen() throws Exception {
            world.withEnvironments("""
                    dev: { cluster: dev, delivery: rendered, freeze: [{ from: "FRI 18:00", to: "MON 06:00", zone: UTC, reason: weekend }] }
                    staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
                    production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                    """);
            gitops.close();
            gitops = world.as("alice", Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC));
            shop = gitops.app("shop");
        }

        @Test
        void takesNoReleaseAndNoDeployment() {
            assertThat(release("1.1.0", 7))
                    .isInstanceOfSatisfying(
                            ChangeOutcome.Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("dev is frozen until 2026-11-23T06:00Z (weekend)"));
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Refused.class);
        }
    }

    @Test
    void historyTellsWhoDidWhatAndHowItEnded() {
        release("1.1.0", 7);
        deploy(DEV);
        assertThat(shop.history(DEV, 10))
                .extracting(HistoryEntry::by, HistoryEntry::outcome, HistoryEntry::verified)
                .containsExactly(
                        tuple("alice", "verified", true), tuple("carol <carol@example.com>", "committed", false));
    }

    @Test
    void affectedEnvironmentsAreThoseWhoseFilesChanged() {
        String before = shop.history(DEV, 1).get(0).commit();
        String after = release("1.1.0", 7).madeCommit().orElseThrow();
        assertThat(gitops.affected(before, after)).containsExactly(new GitOps.AppEnvironment("shop", DEV));
    }

    @Test
    void anUnknownEnvironmentIsToldWithTheNearest() {
        assertThatThrownBy(() -> Pipeline.forApp(shop)
                        .promote(DEV, EnvironmentName.of("stagin"))
                        .plan())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean staging?");
    }
}
