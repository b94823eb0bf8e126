package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobSource;
import dev.gitops.jobdsl.Sample;
import dev.gitops.jobdsl.dsl.SeedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dispatch, drift, report and the seed. */
class PlatformPipelinesTest {

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(folder);
    }

    @Nested
    class Dispatching {

        private final Build build = new Build("gitops/deliver/dispatch");

        @Test
        void startsTheDeploymentsThatAChangeAsksFor() {
            workspace.answers(
                    "affected",
                    "[{\"app\": \"shop\", \"environment\": \"dev\"}, {\"app\": \"cart\", \"environment\": \"staging\"}]");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.call("affected").arguments())
                    .containsExactly("affected", "--undeployed", "--removed", "-o", "json");
            assertThat(Played.started(played))
                    .containsExactly("{job=shop/deploy-dev, wait=false}", "{job=cart/deploy-staging, wait=false}");
            assertThat(played.build().getDescription()).isEqualTo("started 2");
        }

        @Test
        void pollsTheBranchesOfTheConfigRepositoryOnly() {
            workspace.answers("affected", "[]");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.steps().done("checkout"))
                    .extracting(step -> step.argument().toString())
                    .satisfiesExactly(
                            polled -> assertThat(polled).contains("poll=true", "refs/heads/main"),
                            inventory -> assertThat(inventory).contains("poll=false"));
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void startsNothingThatIsNoApplicationAndEnvironment() {
            workspace.answers("affected", "[{\"app\": \"../../build/x\", \"environment\": \"dev\"}]");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void fetchesOneBranchWithoutTags() {
            workspace.answers("affected", "[]");

            assertThat(Played.job(build, workspace).steps().done("checkout"))
                    .extracting(step -> step.argument().toString())
                    .allSatisfy(checkout -> assertThat(checkout)
                            .contains(
                                    "refspec=+refs/heads/main:refs/remotes/origin/main",
                                    "noTags=true",
                                    "honorRefspec=true"));
        }

        @Test
        void saysWhichCredentialIsMissingAndTellsPeopleOnce() {
            workspace.without("forge-token");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription())
                    .isEqualTo("the build failed while binding the credentials config-repo, forge-token, audit-token");
            assertThat(workspace.call("notify").arguments()).contains("--job=dispatch");

            Played.job(new Build("gitops/deliver/dispatch").after(played.build()), workspace);
            assertThat(workspace.calls()).hasSize(1);
        }

        @Test
        void mayBeStartedByTheSeed() {
            workspace.answers("affected", "[]");

            assertThat(Played.job(build.startedByJob("gitops/seed"), workspace)
                            .build()
                            .getResult())
                    .isEqualTo("SUCCESS");
        }
    }

    @Nested
    class DispatchingWhereASoakDelays {

        private final Inventory inventory = Inventory.builder()
                .from(Sample.shop())
                .apps(Sample.shop().apps().values().stream()
                        .map(DispatchingWhereASoakDelays::soaking)
                        .collect(Collectors.toMap(AppSpec::name, app -> app)))
                .build();

        private static AppSpec soaking(AppSpec app) {
            return AppSpec.builder()
                    .from(app)
                    .environments(app.environments().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> EnvironmentSpec.builder()
                                            .from(entry.getValue())
                                            .autoPromote(true)
                                            .putSoak(EnvironmentName.DEV, Duration.ofHours(2))
                                            .build())))
                    .build();
        }

        @Test
        void takesUpWhatMayGoNow() {
            workspace.answers("affected", "[]");
            workspace.answers("promote", "[{\"outcome\": \"committed\"}]");

            PlayedPipeline played = Played.job(inventory, new Build("gitops/deliver/dispatch"), workspace);

            assertThat(workspace.call("promote").arguments()).containsExactly("promote", "--due", "-o", "json");
            assertThat(played.build().getDescription()).isEqualTo("promoted 1");
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
        }
    }

    @Nested
    class LookingForDrift {

        @Test
        void bindsTheKubeconfigOfOneEnvironmentAtATime() {
            workspace.answers("drift", "[]");

            Played.job(new Build("gitops/deliver/drift"), workspace);

            assertThat(workspace.calls())
                    .extracting(call ->
                            call.arguments().get(1) + ' ' + call.environment().get("KUBECONFIG"))
                    .containsExactly(
                            "--in=dev secret of kubeconfig-dev in KUBECONFIG",
                            "--in=production secret of kubeconfig-production in KUBECONFIG",
                            "--in=staging secret of kubeconfig-staging in KUBECONFIG");
        }

        @Test
        void isUnstableWhereSomethingDiffersAndHealsWhatTheInventorySays() {
            workspace.answers("drift", "[{\"app\": \"shop\", \"environment\": \"dev\", \"heal\": true}]", 6);

            PlayedPipeline played = Played.job(new Build("gitops/deliver/drift"), workspace);

            assertThat(played.build().getResult()).isEqualTo("UNSTABLE");
            assertThat(Played.started(played)).singleElement().asString().contains("job=shop/deploy-dev");
        }
    }

    @Nested
    class TakingAwayWhatWasRemoved {

        private static final String PENDING =
                "[{\"app\": \"cart\", \"environment\": \"production\", \"removed\": true}]";

        private static final String PLAN =
                "{\"planned\": true, \"commit\": \"c1\", \"diff\": \"- all\", \"diffDigest\": \"sha256:1\", \"reasons\": [], \"approval\": {\"required\": false}}";

        private final Build build = new Build("gitops/deliver/remove");

        @Test
        void isStartedByTheDispatcherBesideWhatIsDeployed() {
            workspace.answers(
                    "affected",
                    "[{\"app\": \"shop\", \"environment\": \"dev\"}, {\"app\": \"cart\", \"environment\": \"production\", \"removed\": true}]");

            PlayedPipeline played = Played.job(new Build("gitops/deliver/dispatch"), workspace);

            assertThat(Played.started(played))
                    .containsExactly("{job=remove, wait=false}", "{job=shop/deploy-dev, wait=false}");
            assertThat(played.build().getDescription()).isEqualTo("started 2");
        }

        @Test
        void plansAndTakesAwayWithTheKubeconfigOfThatEnvironment() {
            workspace
                    .answers("affected", PENDING)
                    .answers("deploy-plan", PLAN)
                    .answers("deploy", "{\"outcome\": \"verified\"}");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.calls())
                    .extracting(call -> String.join(" ", call.arguments()))
                    .containsExactly(
                            "affected --removed -o json",
                            "deploy cart production --removed --dry-run --actor=jenkins -o json",
                            "deploy cart production --removed --actor=jenkins -o json");
            assertThat(workspace.calls().get(2).environment())
                    .containsEntry("KUBECONFIG", "secret of kubeconfig-production in KUBECONFIG");
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(played.build().getDescription()).isEqualTo("takes away cart in production");
        }

        @Test
        void isUnstableAndTellsWhatIsRefused() {
            workspace
                    .answers("affected", PENDING)
                    .answers(
                            "deploy-plan",
                            PLAN.replace("\"reasons\": []", "\"reasons\": [\"production is closed\"]"),
                            3);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getDescription()).isEqualTo("cart in production: production is closed");
            assertThat(played.build().getResult()).isEqualTo("UNSTABLE");
            assertThat(workspace.call("notify").arguments()).contains("--job=remove");
        }

        @Test
        void isUnstableWhereSomethingHoldsIt() {
            workspace
                    .answers("affected", PENDING)
                    .answers("deploy-plan", PLAN)
                    .answers(
                            "deploy",
                            "{\"outcome\": \"failed\", \"failure\": {\"reason\": \"Terminating\", \"message\": \"a finalizer holds it\"}}",
                            5);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getDescription())
                    .isEqualTo("cart in production: Terminating: a finalizer holds it");
            assertThat(played.build().getResult()).isEqualTo("UNSTABLE");
        }

        @Test
        void asksTheApproversAndHandsTheirAnswerOn() {
            workspace
                    .answers("affected", PENDING)
                    .answers(
                            "deploy-plan",
                            PLAN.replace(
                                    "{\"required\": false}",
                                    "{\"required\": true, \"approvers\": [\"alice\"], \"missing\": [{\"count\": 1, \"approvers\": [\"alice\"]}]}"))
                    .answers("deploy", "{\"outcome\": \"verified\"}")
                    .input(Map.of("APPROVER", "alice", "NOTE", "it may go"));

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(workspace.calls().get(2).arguments())
                    .contains("--approved-by=alice", "--approval-note=it may go", "--diff-digest=sha256:1");
        }

        @Test
        void takesNoNameThatIsNoLabel() {
            workspace.answers("affected", "[{\"app\": \"../x\", \"environment\": \"dev\", \"removed\": true}]");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
        }
    }

    @Nested
    class LookingAtBakes {

        private final Build build = new Build("gitops/deliver/bake");

        @Test
        void looksWhereSomethingBakesWithTheKubeconfigOfThatEnvironment() {
            workspace.answers(
                    "verify", "[{\"app\": \"shop\", \"environment\": \"production\", \"state\": \"baking\"}]");

            PlayedPipeline played = Played.job(Sample.bakingShop(), build, workspace);

            assertThat(workspace.call("verify").arguments()).containsExactly("verify", "--in=production", "-o", "json");
            assertThat(workspace.call("verify").environment())
                    .containsEntry("KUBECONFIG", "secret of kubeconfig-production in KUBECONFIG");
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(played.build().getDescription()).isEqualTo("1 bake");
        }

        @Test
        void isUnstableWhereSomethingFailed() {
            workspace.answers(
                    "verify", "[{\"app\": \"shop\", \"environment\": \"production\", \"state\": \"failed\"}]", 5);

            PlayedPipeline played = Played.job(Sample.bakingShop(), build, workspace);

            assertThat(played.build().getResult()).isEqualTo("UNSTABLE");
            assertThat(played.build().getDescription()).isEqualTo("failed in their bake: shop in production");
        }
    }

    @Nested
    class TakingPreviewsAway {

        private final Build build = new Build("gitops/deliver/previews");

        @Test
        void saysHowManyWent() {
            workspace.answers(
                    "preview-prune",
                    "{\"previews\": [{\"app\": \"shop\", \"request\": 7, \"outcome\": \"committed\"}]}");

            PlayedPipeline played = Played.job(Sample.shopWithPreviews(), build, workspace);

            assertThat(workspace.call("preview").arguments().subList(0, 2)).containsExactly("preview", "prune");
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(played.build().getDescription()).isEqualTo("took 1 away");
        }

        @Test
        void isUnstableWhereOneCannotGo() {
            workspace.answers(
                    "preview-prune",
                    "{\"previews\": [{\"app\": \"shop\", \"request\": 7, \"outcome\": \"refused\", \"reasons\": [\"held\"]}]}",
                    3);

            PlayedPipeline played = Played.job(Sample.shopWithPreviews(), build, workspace);

            assertThat(played.build().getResult()).isEqualTo("UNSTABLE");
            assertThat(played.build().getDescription()).isEqualTo("these stay: shop, request 7: held");
        }

        @Test
        void failsWhereTheInventoryCannotBeRead() {
            workspace.answers("preview-prune", "{\"error\": {\"code\": 1, \"message\": \"no inventory\"}}", 1);

            PlayedPipeline played = Played.job(Sample.shopWithPreviews(), build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
        }
    }

    @Nested
    class Reporting {

        @Test
        void archivesTheReport() {
            PlayedPipeline played = Played.job(new Build("gitops/deliver/report"), workspace);

            assertThat(workspace.call("report").arguments()).containsExactly("report", "--out", "report");
            assertThat(played.steps().done("archiveArtifacts").get(0).argument())
                    .isEqualTo("report/**");
        }
    }

    @Nested
    class Reviewing {

        private static final String COMMIT = "git -c user.name=a -c user.email=a@b commit -qm 1 --allow-empty";

        @BeforeEach
        void makeCheckout() {
            workspace
                    .answers("review", "{\"verdict\": \"blocked\"}", 3)
                    .answers("tell", "{\"outcome\": \"told\", \"url\": \"https://git.example.com/1\"}");
            workspace.shell(
                    "git init -q . && " + COMMIT + " && git update-ref refs/remotes/origin/main HEAD && " + COMMIT,
                    workspace.environment());
        }

        @Test
        void tellsWhatItRenderedWithoutALogin() {
            PlayedPipeline played = Played.job(review("people/change"), workspace);

            assertThat(played.build().getResult()).as(played.build().reason()).isEqualTo("SUCCESS");
            assertThat(workspace.call("review").arguments())
                    .startsWith("review", "--clone", ".", "--from")
                    .contains("--write", "review", "-o", "json");
            assertThat(workspace.call("review").environment().values())
                    .noneSatisfy(value -> assertThat(value).startsWith("secret of"));
            assertThat(workspace.call("tell").arguments())
                    .contains("tell", "review/review.json", "--branch=people/change");
            assertThat(played.steps().done("stash").get(0).argument()).isEqualTo("review/review.json");
            assertThat(played.build().getDescription()).isEqualTo("people/change: told https://git.example.com/1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"--upload-pack=touch x", "a b", "a..b", "a'b", "$(id)", "", "x.lock", "a@{1}"})
        void refusesWhatIsNoBranch(String branch) {
            PlayedPipeline played = Played.job(review(branch), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("BRANCH is no name of a branch");
            assertThat(workspace.calls())
                    .extracting(call -> call.arguments().get(0))
                    .doesNotContain("review", "tell");
        }

        @Test
        void tellsNothingWhereTheReviewFailed() {
            workspace.answers("review", "{\"error\": {\"message\": \"no commit of that id\"}}", 2);

            PlayedPipeline played = Played.job(review("people/change"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).contains("no commit of that id");
            assertThat(workspace.calls())
                    .extracting(call -> call.arguments().get(0))
                    .doesNotContain("tell");
        }

        private Build review(String branch) {
            return new Build("gitops/deliver/review").with("BRANCH", branch);
        }
    }

    @Nested
    class DispatchingWhereTheJobsAreMadeFrom {

        private static final String OLD = "0123456789012345678901234567890123456789";

        private final Build build = new Build("gitops/deliver/dispatch");
        private final Inventory inventory = Sample.shop();

        @BeforeEach
        void makeCheckout() {
            workspace.answers("affected", "[]");
            workspace.shell(
                    "git init -q . && echo 1 > apps.yaml && git add . && git -c user.name=a -c user.email=a@b commit -qm 1",
                    workspace.environment());
        }

        @Test
        void startsTheSeedWhereTheInventoryIsAnother() {
            PlayedPipeline played = play(OLD, build);

            assertThat(Played.started(played)).containsExactly("{job=/gitops/seed, wait=false}");
            assertThat(played.build().getDescription()).startsWith("started 0 and the seed for ");
        }

        @Test
        void leavesTheSeedAloneWhereACommitTouchesAnEnvironmentOnly() {
            String now = workspace
                    .shell("git rev-parse HEAD:apps.yaml", workspace.environment())
                    .output()
                    .trim();

            assertThat(Played.started(play(now, build))).isEmpty();
        }

        @Test
        void startsAFailingSeedOnceAnHourOnly() {
            PlayedPipeline first = play(OLD, build);

            assertThat(Played.started(play(OLD, new Build("gitops/deliver/dispatch").after(first.build()))))
                    .isEmpty();
            assertThat(Played.started(play(
                            OLD,
                            new Build("gitops/deliver/dispatch")
                                    .after(first.build())
                                    .startedAt("hudson.triggers.TimerTrigger$TimerTriggerCause"))))
                    .hasSize(1);
        }

        private PlayedPipeline play(String made, Build of) {
            JobPlan plan =
                    JobPlan.of(inventory, JobSource.of(inventory).withFiles(Map.of("apps.yaml", made), Map.of()));
            assertThat(plan.seed().poll()).as("the dispatcher polls for it").isNull();
            return new PlayedPipeline(of, workspace).play(SeedRun.pipeline(plan, "gitops/deliver/dispatch"));
        }
    }

    @Nested
    class Telling {

        @Test
        void tellsWhatTheSeedSays() {
            Played.job(
                    new Build("gitops/deliver/tell")
                            .with("JOB", "gitops/seed")
                            .with("WHY", Played.HOSTILE)
                            .with("LINK", "https://jenkins.example.com/7")
                            .startedByJob("gitops/seed"),
                    workspace);

            assertThat(workspace.call("notify").arguments())
                    .containsExactly(
                            "notify",
                            "--job=gitops/seed",
                            "--reason=" + Played.HOSTILE,
                            "--build-url=https://jenkins.example.com/7");
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void tellsNothingForAnybodyElse() {
            for (Build build : java.util.List.of(
                    new Build("gitops/deliver/tell").startedBy("eve"),
                    new Build("gitops/deliver/tell").startedByJob("gitops/config/x"))) {
                assertThat(Played.job(build, workspace).build().getResult()).isEqualTo("FAILURE");
            }
            assertThat(workspace.calls()).isEmpty();
        }
    }

    @Nested
    class Seeding {

        private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";
        private static final String DIGEST = "sha256:" + "ab".repeat(32);

        private final Build build = new Build("gitops/seed");

        @BeforeEach
        void checkout() {
            workspace
                    .checkoutGives("GIT_URL", "https://git.example.com/platform/infra.git")
                    .checkoutGives("GIT_BRANCH", "origin/main")
                    .answers("jobs-plan", plan("changes", "\"gitops/deliver/dispatch\""), 6);
        }

        private static String plan(String declare, String dispatchers) {
            return "{\"create\": [\"a\", \"b\"], \"change\": [{\"job\": \"c\", \"fields\": [\"data\"]}], \"disable\": [], \"unchanged\": 3,"
                    + " \"folder\": \"gitops\", \"declare\": \"" + declare + "\", \"digest\": \"" + DIGEST
                    + "\", \"commit\": \"" + COMMIT + "\", \"dispatchers\": [" + dispatchers + "]}";
        }

        @Test
        void declaresWhatChangedAndStartsNewDispatchersOnce() {
            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(played.build().getResult()).as(played.build().reason()).isEqualTo("SUCCESS");
            assertThat(workspace.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments())
                            .containsExactly(
                                    "jobs",
                                    "plan",
                                    "--source=https://git.example.com/platform/infra.git",
                                    "--source-branch=main",
                                    "--source-path=apps.yaml",
                                    "--clone=.",
                                    "--out=.",
                                    "-o",
                                    "json"));
            assertThat(played.steps().done("jobDsl").get(0).argument().toString())
                    .contains(
                            "targets=seed/jobs.groovy",
                            "removedJobAction=IGNORE",
                            "removedViewAction=IGNORE",
                            "failOnSeedCollision=true");
            assertThat(Played.started(played)).containsExactly("{job=/gitops/deliver/dispatch, wait=false}");
            assertThat(played.build().getDescription())
                    .isEqualTo("2 created, 1 changed, 0 disabled, 3 unchanged; declared " + COMMIT + " as " + DIGEST);
        }

        @Test
        void comparesWithWhatTheLastGoodRunDeclared() {
            PlayedPipeline first = Played.file("Jenkinsfile", build, workspace);
            Build second = new Build("gitops/seed").after(first.build());
            Played.file("Jenkinsfile", second.after("FAILURE", "the inventory is invalid"), workspace);

            assertThat(workspace.call("jobs plan").arguments()).contains("--since=" + COMMIT, "--declared=" + DIGEST);
        }

        @Test
        void declaresNothingAndStartsNothingWhereNothingChanged() {
            workspace.answers("jobs-plan", plan("nothing", ""));

            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(played.steps().done("jobDsl")).isEmpty();
            assertThat(Played.started(played)).isEmpty();
            assertThat(played.build().getDescription()).endsWith("declared " + COMMIT + " as " + DIGEST);
        }

        @Test
        void declaresEverythingAtNightAndWhereItIsAskedTo() {
            Played.file("Jenkinsfile", build.startedAt("hudson.triggers.TimerTrigger$TimerTriggerCause"), workspace);
            assertThat(workspace.call("jobs plan").arguments()).contains("--everything");

            Played.file("Jenkinsfile", new Build("gitops/seed").with("EVERYTHING", true), workspace);
            assertThat(workspace.call("jobs plan").arguments()).contains("--everything");
        }

        @Test
        void deletesOnlyWhereItIsAskedTo() {
            Played.file("Jenkinsfile", build, workspace);
            assertThat(workspace.call("jobs plan").arguments()).doesNotContain("--delete-removed");

            Played.file("Jenkinsfile", build.with("REMOVED_JOBS", "DELETE"), workspace);
            assertThat(workspace.call("jobs plan").arguments()).contains("--delete-removed");
        }

        @Test
        void declaresNothingWhereTheInventoryIsInvalidAndHasPeopleTold() {
            workspace.answers(
                    "jobs-plan",
                    "{\"error\": {\"code\": 2, \"message\": \"apps.yaml: 1 problem\", \"problems\": [{\"message\": \"no such key\"}]}}",
                    2);

            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("apps.yaml: 1 problem; no such key");
            assertThat(played.steps().done("jobDsl")).isEmpty();
            assertThat(Played.started(played))
                    .singleElement()
                    .asString()
                    .contains("job=/gitops/deliver/tell", "no such key", "wait=false");

            PlayedPipeline again =
                    Played.file("Jenkinsfile", new Build("gitops/seed").after(played.build()), workspace);
            assertThat(Played.started(again)).as("people know").isEmpty();
        }

        @Test
        void refusesToMakeASecondSeed() {
            workspace.answers("jobs-plan", plan("everything", "").replace("\"gitops\"", "\"platform\""), 6);

            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(played.build().getDescription()).contains("platform", "gitops/seed", "GITOPS_FOLDER");
            assertThat(played.steps().done("jobDsl")).isEmpty();
        }

        @Test
        void bindsNoCredentials() {
            assertThat(Played.file("Jenkinsfile", build, workspace).steps().done("sh"))
                    .allSatisfy(step -> assertThat(step.credentials()).isEmpty());
        }
    }
}
