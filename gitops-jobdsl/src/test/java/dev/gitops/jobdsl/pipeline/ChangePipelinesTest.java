package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Release, promote and rollback. */
class ChangePipelinesTest {

    private static final String COMMITTED = "{\"outcome\": \"committed\", \"commit\": \"c0ffee\", \"diff\": \"\"}";
    private static final String REQUESTED =
            "{\"outcome\": \"requested\", \"from\": \"beef\", \"changeRequest\": {\"url\": \"https://git.example.com/7\"}}";

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void makeWorkspace() {
        workspace = new Workspace(folder);
    }

    @Nested
    class Releasing {

        private final Build build = new Build("gitops/deliver/shop/release")
                .with("IMAGE", "registry.example.com/payments/shop:1@sha256:12")
                .with("SOURCE_COMMIT", "5ca1e")
                .with("BUILD", "7")
                .with("ENVIRONMENT", "dev");

        @Test
        void writesTheImageAndStartsTheDeployment() {
            workspace.answers("release", COMMITTED);

            PlayedPipeline played = Played.job(build.startedByJob("gitops/build/shop/main"), workspace);

            assertThat(workspace.call("release").arguments())
                    .containsExactly(
                            "release",
                            "shop",
                            "--to=dev",
                            "--actor=jenkins",
                            "-o",
                            "json",
                            "--build-url=https://jenkins.example.com/job/x/7/",
                            "--image=registry.example.com/payments/shop:1@sha256:12",
                            "--build=7",
                            "--source-commit=5ca1e");
            assertThat(Played.started(played)).singleElement().asString().contains("job=deploy-dev", "value=c0ffee");
        }

        @Test
        void takesSeveralImages() {
            workspace.answers("release", COMMITTED);

            Played.job(build.with("IMAGE", "a:1  b:2\n*"), workspace);

            assertThat(workspace.call("release").arguments()).contains("--image=a:1", "--image=b:2", "--image=*");
        }

        @Test
        void givesParametersToTheCommandAndToNothingElse() {
            workspace.answers("release", COMMITTED);

            Played.job(build.with("IMAGE", "$(touch${IFS}pwned)").with("BUILD", Played.HOSTILE), workspace);

            assertThat(workspace.call("release").arguments())
                    .contains("--image=$(touch${IFS}pwned)", "--build=" + Played.HOSTILE);
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void refusesABuildOfAnotherApplication() {
            PlayedPipeline played = Played.job(build.startedByJob("gitops/build/cart/main"), workspace);

            assertThat(played.build().getDescription()).isEqualTo("gitops/build/cart/main may not start this job");
        }

        @Test
        void refusesABuildOfABranchThatFeedsNoEnvironment() {
            PlayedPipeline played = Played.job(build.startedByJob("gitops/build/shop/feature%2Fx"), workspace);

            assertThat(played.build().getDescription())
                    .isEqualTo("gitops/build/shop/feature%2Fx may not start this job");
        }

        @Test
        void refusesABuildThatAimsAtAnotherEnvironment() {
            PlayedPipeline played =
                    Played.job(build.with("ENVIRONMENT", "staging").startedByJob("gitops/build/shop/main"), workspace);

            assertThat(played.build().getDescription())
                    .isEqualTo("builds of gitops/build/shop/main go to dev, not to staging");
        }

        @Test
        void isNotBuiltWhereANewerReleaseIsThere() {
            workspace.answers("release", "{\"outcome\": \"superseded\"}", 4);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("NOT_BUILT");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void failsOnAConflict() {
            workspace.answers(
                    "release", "{\"outcome\": \"conflicting\", \"reasons\": [\"a person edited the image\"]}", 4);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("a person edited the image");
        }
    }

    @Nested
    class Promoting {

        private final Build build = new Build("gitops/deliver/shop/promote")
                .with("SOURCE_ENV", "staging")
                .with("TARGET_ENV", "production")
                .with("DRY_RUN", false)
                .with("REASON", "it is time")
                .startedBy("carol");

        @BeforeEach
        void plan() {
            workspace.answers("promote-plan", "{\"planned\": true, \"diff\": \"-a\\n+b\\n\"}");
        }

        @Test
        void leavesTheChangeRequestInTheDescription() {
            workspace.answers("promote", REQUESTED);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.call("promote").arguments())
                    .containsExactly(
                            "promote",
                            "shop",
                            "--from=staging",
                            "--to=production",
                            "--actor=carol",
                            "-o",
                            "json",
                            "--reason=it is time");
            assertThat(played.build().getDescription())
                    .isEqualTo("requested https://git.example.com/7; it is deployed once it is merged");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void startsTheDeploymentOfACommit() {
            workspace.answers("promote", COMMITTED);

            assertThat(Played.started(
                            Played.job(build.with("SOURCE_ENV", "dev").with("TARGET_ENV", "staging"), workspace)))
                    .singleElement()
                    .asString()
                    .contains("job=deploy-staging");
        }

        @Test
        void refusesAPathThatTheInventoryDoesNotHave() {
            PlayedPipeline played = Played.job(build.with("SOURCE_ENV", "dev"), workspace);

            assertThat(played.build().getDescription()).isEqualTo("the inventory has no path from dev to production");
        }

        @Test
        void changesNothingInADryRun() {
            Played.job(build.with("DRY_RUN", true), workspace);

            assertThat(workspace.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments()).contains("--dry-run"));
            assertThat(workspace.read("change.diff")).isEqualTo("-a\n+b\n");
        }

        @Test
        void givesParametersToTheCommandAndToNothingElse() {
            workspace.answers("promote", REQUESTED);

            Played.job(build.with("REASON", Played.HOSTILE), workspace);

            assertThat(workspace.call("promote").arguments()).contains("--reason=" + Played.HOSTILE);
            assertThat(workspace.exists("pwned")).isFalse();
        }
    }

    @Nested
    class RollingBack {

        private final Build build = new Build("gitops/deliver/shop/rollback")
                .with("ENVIRONMENT", "production")
                .with("TARGET_COMMIT", "")
                .with("DRY_RUN", false)
                .with("REASON", "")
                .startedBy("carol");

        @BeforeEach
        void plan() {
            workspace.answers("rollback-plan", "{\"planned\": true}");
        }

        @Test
        void waitsUntilACommitIsDeployedAndVerified() {
            workspace.answers("rollback", COMMITTED);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.call("rollback").arguments())
                    .containsExactly("rollback", "shop", "--in=production", "--actor=carol", "-o", "json");
            assertThat(Played.started(played))
                    .singleElement()
                    .asString()
                    .contains("job=deploy-production", "wait=true");
        }

        @Test
        void waitsForNoMerge() {
            workspace.answers("rollback", REQUESTED);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.calls()).hasSize(2);
            assertThat(played.build().getResult()).isEqualTo("SUCCESS");
            assertThat(played.build().getDescription())
                    .isEqualTo("requested https://git.example.com/7; it is deployed once it is merged");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void saysHowTheDeploymentThatItWaitedForEnded() {
            workspace
                    .answers("rollback", COMMITTED)
                    .ends(
                            "deploy-production",
                            new Build("gitops/deliver/shop/deploy-production")
                                    .described("the build was aborted while waiting for approval")
                                    .endedAs("ABORTED"));

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription())
                    .isEqualTo(
                            "deploy-production #7 ended as ABORTED: the build was aborted while waiting for approval");
        }

        @Test
        void letsNobodyElseChoose() {
            workspace.answers("history", "[{\"commit\": \"beef\"}]").answers("rollback", COMMITTED);
            workspace.input("beef");

            PlayedPipeline played = Played.job(build.with("TARGET_COMMIT", "choose"), workspace);

            assertThat(played.steps().done("input").get(0).argument().toString())
                    .contains("submitter=carol");
        }

        @Test
        void asksNobodyWhereNoPersonStartedIt() {
            workspace.answers("history", "[{\"commit\": \"beef\"}]");

            PlayedPipeline played = Played.job(
                    new Build("gitops/deliver/shop/rollback")
                            .with("ENVIRONMENT", "production")
                            .with("TARGET_COMMIT", "choose")
                            .with("DRY_RUN", false),
                    workspace);

            assertThat(played.steps().done("input")).isEmpty();
            assertThat(played.build().getDescription()).contains("name it in TARGET_COMMIT");
        }

        @Test
        void saysAReasonOnce() {
            workspace.answers(
                    "rollback-plan",
                    "{\"error\": {\"code\": 3, \"message\": \"the request: shared files changed\", \"problems\": [{\"message\": \"shared files changed\"}]}, \"reasons\": [\"shared files changed\"]}",
                    3);

            assertThat(Played.job(build, workspace).build().getDescription())
                    .isEqualTo("the request: shared files changed");
        }

        @Test
        void letsAPersonChooseFromTheHistory() {
            workspace.answers(
                    "history",
                    "[{\"commit\": \"beef\", \"time\": \"2026-11-22T00:00:00Z\", \"operation\": \"promote\", \"verified\": true, \"by\": \"alice\"}]");
            workspace.answers("rollback", COMMITTED);
            workspace.input("beef 2026-11-22T00:00:00Z promote verified alice");

            PlayedPipeline played = Played.job(build.with("TARGET_COMMIT", "choose"), workspace);

            assertThat(played.steps().done("input").get(0).argument().toString())
                    .contains("choices=[beef 2026-11-22T00:00:00Z promote verified alice]");
            assertThat(workspace.call("rollback").arguments()).contains("--to=beef");
        }

        @Test
        void givesATypedTargetToTheCommandAndToNothingElse() {
            workspace.answers("rollback", COMMITTED);

            Played.job(build.with("TARGET_COMMIT", Played.HOSTILE), workspace);

            assertThat(workspace.call("rollback").arguments()).contains("--to=" + Played.HOSTILE.trim());
            assertThat(workspace.exists("pwned")).isFalse();
        }
    }

    @Nested
    class Holding {

        private final Build build = new Build("gitops/deliver/shop/hold")
                .with("ENVIRONMENT", "production")
                .with("ACTION", "RELEASE")
                .with("REASON", "")
                .startedBy("carol");

        @Test
        void liftsAHold() {
            workspace.answers("hold", COMMITTED);

            PlayedPipeline played = Played.job(build, workspace);

            assertThat(workspace.call("hold").arguments())
                    .containsExactly("hold", "shop", "--in=production", "--actor=carol", "-o", "json", "--release");
            assertThat(played.build().getDescription()).isEqualTo("lifts the hold: committed");
        }

        @Test
        void holds() {
            workspace.answers("hold", COMMITTED);

            Played.job(build.with("ACTION", "HOLD").with("REASON", "it's $5"), workspace);

            assertThat(workspace.call("hold").arguments())
                    .contains("--reason=it's $5")
                    .doesNotContain("--release");
        }
    }
}
