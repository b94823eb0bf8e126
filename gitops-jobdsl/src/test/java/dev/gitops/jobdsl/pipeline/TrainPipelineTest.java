package dev.gitops.jobdsl.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainPipelineTest {

    private static final String CHANGES =
            "\"changes\": [{\"outcome\": \"requested\", \"changeRequest\": {\"url\": \"https://git.example.com/7\"}, \"apps\": [{\"app\": \"db\"}, {\"app\": \"shop\"}], \"diff\": \"-a\\n+b\\n\"}], \"leftOut\": [{\"app\": \"web\", \"outcome\": \"refused\"}, {\"app\": \"mail\", \"outcome\": \"upToDate\"}]";

    @TempDir
    private Path folder;

    private Workspace workspace;

    @BeforeEach
    void plan() {
        workspace = new Workspace(folder)
                .answers("promote-plan", "{\"planned\": true, \"outcome\": \"requested\", " + CHANGES + "}")
                .answers("promote", "{\"outcome\": \"requested\", " + CHANGES + "}");
    }

    private static Build build() {
        return new Build("gitops/deliver/train")
                .with("SOURCE_ENV", "staging")
                .with("TARGET_ENV", "production")
                .with("TEAM", "")
                .with("STRICT", false)
                .with("DRY_RUN", false)
                .with("REASON", "it is time")
                .startedBy("carol");
    }

    private PlayedPipeline play(Build build) {
        return Played.job(Sample.shopAfterDatabase(), build, workspace);
    }

    @Nested
    class Promoting {

        @Test
        void asksForEverythingAndSaysHowManyGoAndWhoIsLeftOut() {
            PlayedPipeline played = play(build());

            assertThat(workspace.call("promote").arguments())
                    .containsExactly(
                            "promote",
                            "--all",
                            "--from=staging",
                            "--to=production",
                            "--actor=carol",
                            "-o",
                            "json",
                            "--reason=it is time");
            assertThat(played.build().getDescription())
                    .isEqualTo(
                            "requested https://git.example.com/7; it is deployed once it is merged (2 applications); left out: web");
            assertThat(workspace.read("change.diff")).isEqualTo("-a\n+b\n");
            assertThat(Played.started(played)).isEmpty();
        }

        @Test
        void takesOneTeamAndEverythingOrNothing() {
            play(build().with("TEAM", "payments").with("STRICT", true));

            assertThat(workspace.call("promote").arguments()).contains("--team=payments", "--strict");
        }

        @Test
        void givesParametersToTheCommandAndToNothingElse() {
            play(build().with("TEAM", Played.HOSTILE).with("REASON", Played.HOSTILE));

            assertThat(workspace.call("promote").arguments())
                    .contains("--team=" + Played.HOSTILE, "--reason=" + Played.HOSTILE);
            assertThat(workspace.exists("pwned")).isFalse();
        }

        @Test
        void changesNothingInADryRun() {
            PlayedPipeline played = play(build().with("DRY_RUN", true));

            assertThat(workspace.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments()).contains("--dry-run"));
            assertThat(played.build().getDescription()).startsWith("dry run: requested");
        }

        @Test
        void refusesAPathThatTheInventoryDoesNotHave() {
            assertThat(play(build().with("SOURCE_ENV", "dev")).build().getDescription())
                    .isEqualTo("the inventory has no path from dev to production");
        }

        @Test
        void leavesTheReasonWhereNothingGoes() {
            workspace.answers(
                    "promote-plan",
                    "{\"planned\": true, \"outcome\": \"refused\", \"reasons\": [\"web: production is frozen\"], \"changes\": [], \"leftOut\": []}",
                    3);

            PlayedPipeline played = play(build());

            assertThat(played.build().getResult()).isEqualTo("FAILURE");
            assertThat(played.build().getDescription()).isEqualTo("web: production is frozen");
        }
    }

    @Nested
    class DeployingInOrder {

        private PlayedPipeline deploy(String app, String outcome) {
            workspace
                    .answers("render", "{}")
                    .answers(
                            "deploy-plan",
                            "{\"planned\": true, \"commit\": \"c0ffee\", \"delivery\": \"apply\", \"diffDigest\": \"sha256:12\", \"approval\": {\"required\": false}}")
                    .answers("deploy", "{\"outcome\": \"" + outcome + "\", \"commit\": \"c0ffee\"}");
            return play(new Build("gitops/deliver/" + app + "/deploy-dev")
                    .with("COMMIT", "")
                    .with("DRY_RUN", false)
                    .with("REASON", ""));
        }

        @Test
        void startsTheDispatcherForWhatComesAfter() {
            assertThat(Played.started(deploy("db", "verified")))
                    .containsExactly("{job=/gitops/deliver/dispatch, wait=false}");
        }

        @Test
        void startsNothingWhereNothingChangedOrNothingComesAfter() {
            assertThat(Played.started(deploy("db", "unchanged"))).isEmpty();
            assertThat(Played.started(deploy("shop", "verified"))).isEmpty();
        }
    }

    @Nested
    class OfTheJob {

        @Test
        void isThereWhereThereIsAChoiceOfApplications() {
            assertThat(paths(JobPlan.of(Sample.shopAfterDatabase()))).contains("gitops/deliver/train");
            assertThat(paths(JobPlan.of(Sample.shop()))).doesNotContain("gitops/deliver/train");
            assertThat(paths(JobPlan.of(Sample.inventory()
                            .putApps("train", Sample.app("train").build())
                            .putApps("shop", Sample.app("shop").build())
                            .build())))
                    .doesNotContain("gitops/deliver/train");
        }

        private List<String> paths(JobPlan plan) {
            return plan.pipelines().stream().map(job -> job.path()).toList();
        }
    }
}
