package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployPipelineTest {

    private static final String VERIFIED = "{\"outcome\": \"verified\", \"commit\": \"c0ffee\"}";

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(folder).answers("render", "{}").answers("deploy", VERIFIED);
    }

    private static Build of(String environment) {
        return new Build("gitops/deliver/shop/deploy-" + environment)
                .with("COMMIT", "")
                .with("DRY_RUN", false)
                .with("REASON", "");
    }

    private static String plan(String approval) {
        return "{\"planned\": true, \"commit\": \"c0ffee\", \"delivery\": \"apply\", \"diffDigest\": \"sha256:12\", \"diff\": \"-a\\n+b\\n\", \"approval\": "
                + approval + "}";
    }

    @Nested
    class WithoutApprovers {

        @BeforeEach
        void plan() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
        }

        @Test
        void deploysExactlyWhatWasPlanned() {
            PlayedPipeline played = Played.job(of("dev").startedBy("carol"), workspace);

            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(played.ran())
                    .containsExactly(
                            "Turn",
                            "Plan",
                            "Checkout",
                            "Validate",
                            "Diff",
                            "Overtake",
                            "Turn to deliver",
                            "Deliver",
                            "Checkout again",
                            "Deploy, verify and record");
            assertThat(workspace.calls().get(2).arguments())
                    .containsExactly("deploy", "shop", "dev", "--commit=c0ffee", "--actor=carol", "-o", "json");
            assertThat(played.build().getDescription()).isEqualTo("verified c0ffee");
            assertThat(played.steps().done("archiveArtifacts"))
                    .extracting(Steps.Done::argument)
                    .containsExactly("plan.json, change.diff", "deployment.json");
            assertThat(workspace.read("change.diff")).isEqualTo("-a\n+b\n");
        }

        @Test
        void readsTheInventoryAtTheTipOfItsProtectedBranch() {
            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.steps().done("checkout"))
                    .hasSize(2)
                    .allSatisfy(step -> assertThat(step.argument().toString())
                            .contains("refs/heads/main")
                            .contains("refspec=+refs/heads/main:refs/remotes/origin/main")
                            .contains("honorRefspec=true", "noTags=true")
                            .contains("https://git.example.com/platform/infra.git")
                            .contains("path=/apps.yaml"));
        }

        @Test
        void givesParametersToTheCommandAndToNothingElse() {
            Build build = of("dev").with("COMMIT", Played.HOSTILE).with("REASON", Played.HOSTILE);

            Played.job(build, workspace);

            assertThat(workspace.call("render").arguments()).contains("--commit=" + Played.HOSTILE);
            assertThat(workspace.call("deploy").arguments()).contains("--reason=" + Played.HOSTILE);
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void stopsAfterTheDiffOfADryRun() {
            PlayedPipeline played = Played.job(of("dev").with("DRY_RUN", true), workspace);

            assertThat(played.ran()).doesNotContain("Deliver");
            assertThat(workspace.calls()).hasSize(2);
            assertThat(played.build().getDescription()).isEqualTo("dry run of c0ffee");
        }

        @Test
        void refusesToBeStartedByWhatRunsAnApplicationsCode() {
            PlayedPipeline played = Played.job(of("dev").startedByJob("gitops/build/shop/main"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("gitops/build/shop/main may not start this job");
            assertThat(workspace.calls())
                    .extracting(call -> call.arguments().get(0))
                    .containsExactly("notify");
        }

        @Test
        void mayBeStartedByTheDispatcher() {
            workspace.answers("affected", "[{\"app\": \"shop\", \"environment\": \"dev\"}]");

            assertThat(Played.job(of("dev").startedByJob("gitops/deliver/dispatch"), workspace)
                            .build()
                            .getResult())
                    .isEqualTo("SUCCESS");
        }

        @Test
        void leavesTheReasonOfARefusalAndTellsIt() {
            workspace.answers(
                    "deploy-plan",
                    "{\"error\": {\"code\": 3, \"message\": \"dev is frozen\", \"problems\": [{\"message\": \"until Monday\"}]}}",
                    3);

            PlayedPipeline played = Played.job(of("dev").with("REASON", "r").startedBy("carol"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("dev is frozen; until Monday");
            assertThat(workspace.call("notify").arguments())
                    .containsExactly(
                            "notify",
                            "shop",
                            "dev",
                            "--operation=deploy",
                            "--outcome=failed",
                            "--reason=dev is frozen; until Monday",
                            "--actor=carol",
                            "--build-url=https://jenkins.example.com/job/x/7/");
            assertThat(Played.secretsIn(workspace.call("notify")))
                    .containsExactly("secret of slack-webhook in GITOPS_SLACK_WEBHOOK");
        }

        @Test
        void leavesTheReasonOfAPlanThatIsRefusedAndTellsIt() {
            workspace.answers(
                    "deploy-plan",
                    "{\"planned\": true, \"outcome\": \"refused\", \"commit\": \"c0ffee\", \"reasons\": [\"dev is frozen\"], \"approval\": {\"required\": true, \"approvers\": [\"alice\"]}}",
                    3);

            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.build().getDescription()).isEqualTo("dev is frozen");
            assertThat(workspace.call("notify").arguments()).contains("--reason=dev is frozen");
        }

        @Test
        void leavesTheReasonOfAFailureThatTheCommandItselfHasTold() {
            workspace.answers(
                    "deploy",
                    "{\"outcome\": \"failed\", \"commit\": \"c0ffee\", \"failure\": {\"object\": \"Deployment shop\", \"reason\": \"ImagePullBackOff\", \"message\": \"no such image\"}}",
                    5);

            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.build().getDescription()).isEqualTo("Deployment shop: ImagePullBackOff: no such image");
            assertThat(workspace.calls())
                    .noneMatch(call -> call.arguments().get(0).equals("notify"));
            assertThat(played.steps().done("archiveArtifacts")).hasSize(2);
        }

        @Test
        void saysSomethingWhereTheCommandSaidNothing() {
            workspace.answers("render", "", 1);

            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.build().getDescription())
                    .isEqualTo("the command ended with code 1; its output is in the log");
        }
    }

    @Nested
    class StartedByTheDispatcher {

        private final Build build = of("dev").startedByJob("gitops/deliver/dispatch");

        @BeforeEach
        void plan() {
            workspace
                    .answers("affected", "[{\"app\": \"shop\", \"environment\": \"dev\"}]")
                    .answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
        }

        @Test
        void makesNoDeploymentAgainThatWasJustMade() {
            workspace.answers("affected", "[]");

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(played.build().getDescription()).isEqualTo("is deployed as Git has it");
            assertThat(workspace.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments())
                            .containsExactly("affected", "--undeployed", "--app=shop", "--in=dev", "-o", "json"));
        }

        @Test
        void saysARefusalOnce() {
            workspace.answers("deploy-plan", "{\"error\": {\"code\": 3, \"message\": \"dev is frozen\"}}", 3);

            PlayedPipeline first = Played.job(of("dev").startedByJob("gitops/deliver/dispatch"), workspace);
            assertThat(first.build().getResult()).isEqualTo("FAILURE");
            assertThat(notified()).isEqualTo(1);

            PlayedPipeline second = Played.job(build.after(first.build()), workspace);
            assertThat(second.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(second.build().getDescription()).isEqualTo("dev is frozen");
            assertThat(notified()).isEqualTo(1);
        }

        @Test
        void saysItAgainWhenItsReasonChanges() {
            workspace.answers("deploy-plan", "{\"error\": {\"code\": 3, \"message\": \"dev is held\"}}", 3);

            PlayedPipeline played = Played.job(build.after("FAILURE", "dev is frozen"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(notified()).isEqualTo(1);
        }

        @Test
        void saysItAgainAfterADeploymentThatSucceeded() {
            workspace.answers("deploy-plan", "{\"error\": {\"code\": 3, \"message\": \"dev is frozen\"}}", 3);

            PlayedPipeline played = Played.job(build.after("SUCCESS", "verified c0ffee"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
        }

        private long notified() {
            return workspace.calls().stream()
                    .filter(call -> call.arguments().get(0).equals("notify"))
                    .count();
        }
    }

    @Nested
    class BesideAnOlderBuild {

        @Test
        void waitsOnNoAgentUntilItHasDelivered() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
            Build older = Build.running("gitops/deliver/shop/deploy-dev", "plans beef")
                    .atMilestone(Integer.MAX_VALUE);

            PlayedPipeline played = Played.job(of("dev").after(older), workspace);

            assertThat(played.steps().done("waitUntil")).hasSize(1);
            assertThat(older.isOvertaken()).isFalse();
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
        }

        /** What #6 says while it delivers. */
        private static Build delivering(String environment, String rest) {
            return Build.running("gitops/deliver/shop/deploy-" + environment, "delivers beef, " + rest)
                    .atMilestone(Integer.MAX_VALUE);
        }

        private static PlayedPipeline play(Build build, Build older, Workspace workspace) {
            return Played.job(build.after(older), workspace);
        }

        @Test
        void doesNotWaitForADeliveryThatANewerCommitOvertakes() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
            for (String delivery : new String[] {"apply", "argocd", "flux", "rendered"}) {
                PlayedPipeline played = play(of("dev"), delivering("dev", "sha256:1 by " + delivery), workspace);

                assertThat(played.steps().done("waitUntil")).as(delivery).isEmpty();
                assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            }
        }

        @Test
        void waitsForADeliveryThatTwoCommandsMustNotMakeAtOnce() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));

            PlayedPipeline played = play(of("dev"), delivering("dev", "sha256:1 by helm"), workspace);

            assertThat(played.steps().done("waitUntil")).hasSize(1);
        }

        @Test
        void waitsAfterItsPlanForADeliveryOfTheSameChange() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));

            PlayedPipeline played = play(of("dev"), delivering("dev", "sha256:12 by apply"), workspace);

            assertThat(played.steps().done("waitUntil")).hasSize(1);
            assertThat(played.ran()).containsSubsequence("Plan", "Turn to deliver", "Deliver");
        }

        @Test
        void deliversNothingForTheDispatcherThatIsDeliveredAlready() {
            workspace
                    .answers("affected", "[{\"app\": \"shop\", \"environment\": \"dev\"}]")
                    .answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));

            PlayedPipeline played = play(
                    of("dev").startedByJob("gitops/deliver/dispatch"),
                    delivering("dev", "sha256:12 by apply"),
                    workspace);

            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(played.build().getDescription())
                    .isEqualTo("the same is delivered in #6, https://jenkins.example.com/job/x/6/");
            assertThat(played.steps().done("waitUntil")).isEmpty();
        }

        @Test
        void givesADeliveryThatPeopleApprovedTenMinutesBeforeTheyAreAskedAgain() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
            String approved = "sha256:1 as approved here by apply";

            PlayedPipeline early = play(of("production"), delivering("production", approved), workspace);
            PlayedPipeline late =
                    play(of("production").runningFor(600_000), delivering("production", approved), workspace);

            assertThat(early.steps().done("waitUntil")).hasSize(1);
            assertThat(late.steps().done("waitUntil")).isEmpty();
        }

        @Test
        void saysThatItWasOvertakenAndIsNoFailure() {
            workspace
                    .answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"))
                    .answers(
                            "deploy",
                            "{\"outcome\": \"failed\", \"commit\": \"c0ffee\", \"failure\": {\"object\": \"shop\", \"reason\": \"Overtaken\", \"message\": \"overtaken by beef\"}}",
                            5);

            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(played.build().getDescription()).isEqualTo("shop: Overtaken: overtaken by beef");
        }

        @Test
        void failsWhereTheCommandEndsWithACodeAndSaysNothing() {
            workspace
                    .answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"))
                    .answers("deploy", "", 5);

            assertThat(Played.job(of("dev"), workspace).build().getResult()).isEqualTo("FAILURE");
        }

        @Test
        void endsItsQuestionAndGoesAhead() {
            workspace.answers(
                    "deploy-plan", DeployPipelineTest.plan("{\"required\": true, \"given\": {\"by\": \"bob\"}}"));
            Build older = Build.running("gitops/deliver/shop/deploy-production", "waits for approval of beef, sha256:1")
                    .atMilestone(6);

            PlayedPipeline played = Played.job(of("production").after(older), workspace);

            assertThat(older.isOvertaken()).isTrue();
            assertThat(played.steps().done("waitUntil")).as("it has ended").hasSizeLessThanOrEqualTo(1);
            assertThat(played.steps().done("milestone"))
                    .extracting(Steps.Done::argument)
                    .containsExactly(6, 7, Integer.MAX_VALUE);
        }

        @Test
        void asksNothingThatIsAskedAlready() {
            workspace.answers(
                    "deploy-plan", DeployPipelineTest.plan("{\"required\": true, \"approvers\": [\"alice\"]}"));
            Build older = Build.running(
                            "gitops/deliver/shop/deploy-production", "waits for approval of c0ffee, sha256:12")
                    .atMilestone(6);

            PlayedPipeline played = Played.job(of("production").after(older), workspace);

            assertThat(older.isOvertaken()).isFalse();
            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(played.build().getDescription())
                    .isEqualTo("the same is asked in #6, https://jenkins.example.com/job/x/6/");
        }

        @Test
        void leavesItsQuestionAloneInADryRun() {
            workspace.answers(
                    "deploy-plan", DeployPipelineTest.plan("{\"required\": true, \"approvers\": [\"alice\"]}"));
            Build older = Build.running("gitops/deliver/shop/deploy-production", "waits for approval of beef, sha256:1")
                    .atMilestone(6);

            Played.job(of("production").with("DRY_RUN", true).after(older), workspace);

            assertThat(older.isOvertaken()).isFalse();
        }

        @Test
        void leavesItsQuestionAloneWhereItsOwnPlanIsRefused() {
            workspace.answers("deploy-plan", "{\"error\": {\"code\": 3, \"message\": \"frozen\"}}", 3);
            Build older = Build.running("gitops/deliver/shop/deploy-production", "waits for approval of beef, sha256:1")
                    .atMilestone(6);

            Played.job(of("production").after(older), workspace);

            assertThat(older.isOvertaken()).isFalse();
        }
    }

    @Nested
    class IntoAProtectedEnvironment {

        @BeforeEach
        void plan() {
            workspace.answers("deploy-plan", DeployPipelineTest.plan("{\"required\": false}"));
        }

        @Test
        void takesNoCommitFromAPerson() {
            PlayedPipeline played =
                    Played.job(of("production").with("COMMIT", "beef").startedBy("carol"), workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).contains("leave COMMIT empty");
            assertThat(workspace.calls())
                    .noneMatch(call -> call.arguments().get(0).equals("deploy"));
        }

        @Test
        void takesTheCommitOfARollback() {
            PlayedPipeline played = Played.job(
                    of("production").with("COMMIT", "beef").startedByJob("gitops/deliver/shop/rollback"), workspace);

            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(workspace.calls().get(1).arguments()).contains("--commit=beef");
        }

        @Test
        void recordsWhoStartedThePromotionThatStartsIt() {
            Played.job(of("production").startedThrough("gitops/deliver/shop/promote", "dave"), workspace);

            assertThat(workspace.call("deploy").arguments()).contains("--actor=dave");
        }
    }

    @Nested
    class WithoutACredential {

        @Test
        void saysWhichCredentialsItWasBinding() {
            workspace.without("kubeconfig-dev");

            PlayedPipeline played = Played.job(of("dev"), workspace);

            assertThat(played.build().getDescription())
                    .startsWith(
                            "the build failed while binding the credentials config-repo, forge-token, kubeconfig-dev");
            assertThat(workspace.call("notify").arguments()).anyMatch(word -> word.contains("kubeconfig-dev"));
        }
    }

    @Nested
    class WithApprovers {

        @BeforeEach
        void plan() {
            workspace.answers(
                    "deploy-plan",
                    DeployPipelineTest.plan(
                            "{\"required\": true, \"fourEyes\": true, \"approvers\": [\"alice\", \"bob\"]}"));
        }

        @Test
        void asksThemWithoutHoldingAnAgentAndPassesTheirWordOn() {
            workspace.input(Map.of("APPROVER", "alice", "NOTE", "looks good"));

            PlayedPipeline played = Played.job(of("production").startedBy("carol"), workspace);

            assertThat(played.steps().done("input").get(0).argument().toString())
                    .contains("submitter=alice,bob")
                    .contains("submitterParameter=APPROVER")
                    .contains("artifact/change.diff");
            assertThat(workspace.call("deploy").arguments())
                    .containsExactly(
                            "deploy",
                            "shop",
                            "production",
                            "--commit=c0ffee",
                            "--actor=carol",
                            "-o",
                            "json",
                            "--approved-by=alice",
                            "--approval-note=looks good",
                            "--approval-url=https://jenkins.example.com/job/x/7/",
                            "--diff-digest=sha256:12");
        }

        @Test
        void keepsANoteThatNamesASecretATextAndNothingMore() {
            workspace.input(Map.of("APPROVER", "alice", "NOTE", Played.HOSTILE));

            Played.job(of("production"), workspace);

            assertThat(workspace.call("deploy").arguments())
                    .contains("--approval-note=" + Played.HOSTILE.replace('\n', ' '));
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void asksNobodyWhereTheEvidenceIsThere() {
            workspace.answers(
                    "deploy-plan",
                    DeployPipelineTest.plan(
                            "{\"required\": true, \"approvers\": [\"alice\"], \"given\": {\"by\": \"alice\"}}"));

            PlayedPipeline played = Played.job(of("production"), workspace);

            assertThat(played.steps().done("input")).isEmpty();
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
        }

        @Test
        void failsWhereNobodyMayApprove() {
            workspace.answers(
                    "deploy-plan",
                    DeployPipelineTest.plan("{\"required\": true, \"approvers\": [\"\", \"alice,eve\"]}"));

            PlayedPipeline played = Played.job(of("production"), workspace);

            assertThat(played.steps().done("input")).isEmpty();
            assertThat(played.build().getDescription())
                    .startsWith("nobody may approve this deployment of shop to production");
        }

        @Test
        void keepsADollarInANoteAsItIs() {
            workspace.input(Map.of("APPROVER", "alice", "NOTE", "it's $HOME, for 5$ and $$"));

            Played.job(of("production"), workspace);

            assertThat(workspace.call("deploy").arguments()).contains("--approval-note=it's $HOME, for 5$ and $$");
        }

        @Test
        void saysByWhatItWasOvertaken() {
            Build newer = Build.running("gitops/deliver/shop/deploy-production", "plans beef");

            PlayedPipeline played = Played.job(of("production").overtakenBy(newer), workspace);

            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(played.build().getDescription())
                    .isEqualTo("overtaken by #8, https://jenkins.example.com/job/x/8/");
            assertThat(workspace.calls())
                    .noneMatch(call -> call.arguments().get(0).equals("notify"));
        }

        @Test
        void isAbortedAndToldWhereNobodyAnswers() {
            PlayedPipeline played = Played.job(of("production"), workspace);

            assertThat(played.build().getResult()).isEqualTo("ABORTED");
            assertThat(workspace.call("notify").arguments())
                    .contains("--reason=the build was aborted while waiting for approval", "--commit=c0ffee");
        }
    }
}
