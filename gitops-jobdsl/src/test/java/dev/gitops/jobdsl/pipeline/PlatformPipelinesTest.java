package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                    .containsExactly("affected", "--undeployed", "-o", "json");
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
        void mayBeStartedByTheSeed() {
            workspace.answers("affected", "[]");

            assertThat(Played.job(build.startedByJob("gitops/seed"), workspace)
                            .build()
                            .getResult())
                    .isEqualTo("SUCCESS");
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
    class Seeding {

        private final Build build = new Build("gitops/seed");

        @BeforeEach
        void checkout() {
            workspace
                    .checkoutGives("GIT_URL", "https://git.example.com/platform/infra.git")
                    .checkoutGives("GIT_BRANCH", "origin/main")
                    .answers(
                            "jobs-plan",
                            "{\"create\": [\"gitops/deliver/dispatch\", \"gitops/deliver/dispatch-shop/release\"], \"change\": [{\"job\": \"gitops/deliver/dispatch-0123abcd\", \"fields\": [\"data\"]}], \"disable\": [], \"unchanged\": 3}",
                            6);
        }

        @Test
        void declaresTheJobsAndStartsNewDispatchersOnce() {
            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(workspace.call("jobs render").arguments())
                    .containsExactly(
                            "jobs",
                            "render",
                            "--source=https://git.example.com/platform/infra.git",
                            "--source-branch=main",
                            "--source-path=apps.yaml",
                            "--out",
                            ".");
            assertThat(played.steps().done("jobDsl").get(0).argument().toString())
                    .contains("targets=seed/jobs.groovy", "removedJobAction=DISABLE", "failOnSeedCollision=true");
            assertThat(Played.started(played))
                    .containsExactly(
                            "{job=/gitops/deliver/dispatch, wait=false}",
                            "{job=/gitops/deliver/dispatch-0123abcd, wait=false}");
            assertThat(played.build().getDescription()).isEqualTo("2 created, 1 changed, 0 disabled, 3 unchanged");
        }

        @Test
        void startsNothingWhereNothingChanged() {
            workspace.answers("jobs-plan", "{\"create\": [], \"change\": [], \"disable\": [], \"unchanged\": 3}");

            assertThat(Played.started(Played.file("Jenkinsfile", build, workspace)))
                    .isEmpty();
        }

        @Test
        void deletesOnlyWhereItIsAskedTo() {
            PlayedPipeline played = Played.file("Jenkinsfile", build.with("REMOVED_JOBS", "DELETE"), workspace);

            assertThat(played.steps().done("jobDsl").get(0).argument().toString())
                    .contains("removedJobAction=DELETE");
        }

        @Test
        void declaresNothingWhereTheInventoryIsInvalid() {
            workspace.answers("jobs-render", "", 2);

            PlayedPipeline played = Played.file("Jenkinsfile", build, workspace);

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.steps().done("jobDsl")).isEmpty();
        }

        @Test
        void bindsNoCredentials() {
            assertThat(Played.file("Jenkinsfile", build, workspace).steps().done("sh"))
                    .allSatisfy(step -> assertThat(step.credentials()).isEmpty());
        }
    }
}
