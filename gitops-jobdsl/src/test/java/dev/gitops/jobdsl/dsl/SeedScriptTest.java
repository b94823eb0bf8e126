package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobSource;
import dev.gitops.jobdsl.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedScriptTest {

    @Nested
    class ForOneApplication {

        private final Recorder declared = SeedRun.declare(JobPlan.of(Sample.shop()));

        @Test
        void declaresTheTreeOfTheContract() {
            assertThat(declared.paths())
                    .containsExactlyInAnyOrder(
                            "gitops",
                            "gitops/build",
                            "gitops/build/shop",
                            "gitops/deliver",
                            "gitops/deliver/shop",
                            "gitops/deliver/shop/release",
                            "gitops/deliver/shop/deploy-dev",
                            "gitops/deliver/shop/deploy-staging",
                            "gitops/deliver/shop/deploy-production",
                            "gitops/deliver/shop/promote",
                            "gitops/deliver/shop/rollback",
                            "gitops/deliver/shop/hold",
                            "gitops/deliver/dispatch",
                            "gitops/deliver/drift",
                            "gitops/deliver/remove",
                            "gitops/deliver/report",
                            "gitops/deliver/review",
                            "gitops/deliver/tell",
                            "gitops/config",
                            "gitops/seed",
                            "gitops/env-dev",
                            "gitops/env-staging",
                            "gitops/env-production",
                            "gitops/team-payments");
        }

        @Test
        void usesNothingDeprecatedAndQueuesNothing() {
            assertThat(declared.deprecated()).isEmpty();
            assertThat(declared.queued()).isEmpty();
        }

        @Test
        void needsNoPluginBeyondTheList() {
            Set<String> listed = new TreeSet<>(SeedRun.file("plugins.txt")
                    .lines()
                    .map(line -> line.replaceAll("[:#].*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .toList());
            // What workflow-aggregator is made of.
            listed.addAll(List.of("workflow-job", "workflow-cps", "workflow-multibranch"));

            assertThat(listed).containsAll(declared.plugins());
        }

        @Test
        void letsNoJobRunTwiceAtOnceButDeploymentsWhichWaitForEachOtherThemselves() {
            declared.items("pipelineJob")
                    .filter(job -> !job.path().contains("/deploy-"))
                    .forEach(job -> assertThat(job.configured())
                            .contains(
                                    "<org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty>"
                                            + "<abortPrevious>false</abortPrevious>"));
        }

        @Test
        void keepsALimitedNumberOfBuilds() {
            declared.items("pipelineJob")
                    .forEach(job ->
                            assertThat((int) job.call().argument("numToKeep")).isPositive());
        }

        @Test
        void runsEveryGeneratedPipelineInTheSandbox() {
            declared.items("pipelineJob")
                    .filter(job -> !job.path().equals("gitops/seed"))
                    .forEach(job -> assertThat(job.call().argument("sandbox")).isEqualTo(true));
        }

        @Test
        void pollsWhereTheDispatcherAndTheSeedLook() {
            assertThat(declared.item("gitops/deliver/dispatch").configured())
                    .contains("<hudson.triggers.SCMTrigger><spec>H/2 * * * *</spec>")
                    .contains("<hudson.triggers.TimerTrigger><spec>H * * * *</spec>");
            assertThat(declared.item("gitops/seed").configured())
                    .contains("<hudson.triggers.SCMTrigger><spec>H/5 * * * *</spec>");
        }

        @Test
        void startsADispatcherAtOnceWhereItIsToldOfAPush() {
            assertThat(declared.item("gitops/deliver/dispatch").call().argument("quietPeriod"))
                    .isEqualTo(0);
        }

        @Test
        void leavesNothingDisabled() {
            declared.items("pipelineJob")
                    .forEach(job -> assertThat(job.call().argument("disabled")).isEqualTo(false));
            declared.items("multibranchPipelineJob")
                    .forEach(job -> assertThat(job.configured()).contains("<disabled>false</disabled>"));
        }

        @Test
        void buildsNoBranchOfTheConfigRepositoryThatTheToolWrites() {
            assertThat(declared.item("gitops/config").call().argument("excludes"))
                    .isEqualTo("gitops/* rendered/* main");
        }

        @Test
        void readsTheSeedsScriptFromTheProtectedBranch() {
            Call seed = declared.item("gitops/seed").call();

            assertThat(seed.argument("url")).isEqualTo("https://git.example.com/platform/infra.git");
            assertThat(seed.argument("credentials")).isEqualTo("config-repo");
            assertThat(seed.argument("branch")).isEqualTo("refs/heads/main");
            assertThat(seed.argument("scriptPath")).isEqualTo("seed/Jenkinsfile");
        }

        @Test
        void offersTheParametersOfTheContract() {
            assertThat(parameters("release")).containsExactly("IMAGE", "SOURCE_COMMIT", "BUILD", "ENVIRONMENT");
            assertThat(parameters("deploy-production")).containsExactly("COMMIT", "DRY_RUN", "REASON");
            assertThat(parameters("promote")).containsExactly("SOURCE_ENV", "TARGET_ENV", "DRY_RUN", "REASON");
            assertThat(parameters("rollback")).containsExactly("ENVIRONMENT", "TARGET_COMMIT", "DRY_RUN", "REASON");
        }

        @Test
        void buildsTheApplicationsOwnJenkinsfileOnEveryBranchButThoseOfGitops() {
            Item build = declared.item("gitops/build/shop");

            assertThat(build.call().argument("remote")).isEqualTo("https://git.example.com/payments/shop.git");
            assertThat(build.call().argument("id")).isEqualTo("gitops/build/shop");
            assertThat(build.call().argument("excludes")).isEqualTo("gitops/* rendered/*");
            assertThat(build.configured())
                    .contains("<scriptPath>Jenkinsfile</scriptPath>")
                    .contains("WorkflowBranchProjectFactory");
        }

        @Test
        void tellsAPipelineItsWiringButNeverItsApprovers() {
            assertThat(SeedRun.told(declared.item("gitops/deliver/shop/deploy-production")))
                    .contains("\"kubeconfig\":\"kubeconfig-production\"")
                    .doesNotContain("release-managers")
                    .doesNotContain("fourEyes");
        }

        @Test
        void listsAViewsJobsByPattern() {
            Call view = declared.item("gitops/team-payments").call();

            assertThat(view.argument("regex")).isEqualTo("build/(shop)|deliver/(shop)/[^/]+");
            assertThat(view.argument("recurse")).isEqualTo(true);
            assertThat(view.all("columns").findFirst().orElseThrow().calls()).hasSize(7);
        }

        private List<String> parameters(String job) {
            return declared.item("gitops/deliver/shop/" + job).call().calls().stream()
                    .filter(call -> call.name().equals("parameters"))
                    .flatMap(call -> call.calls().stream())
                    .map(call -> call.arguments().get(0).toString())
                    .toList();
        }
    }

    @Nested
    class ForManyApplications {

        @ParameterizedTest
        @ValueSource(ints = {1, 10, 100, 1_000})
        void declaresSevenJobsAndABuildForEach(int count) {
            Recorder declared = SeedRun.declare(JobPlan.of(Sample.apps(count)));

            assertThat(declared.items("pipelineJob")).hasSize(7 * count + (count > 1 ? 8 : 7));
            assertThat(declared.items("multibranchPipelineJob")).hasSize(count + 1);
            assertThat(declared.items("folder")).hasSize(count + 3);
        }
    }

    @Nested
    class WithHostileData {

        @Test
        void keepsItAsData() throws Exception {
            String hostile = "x', ''); Jenkins.instance.doExit() //\\u0027 ${System.exit(1)} \"\"\" ''' $$ é\u4e16";
            JobPlan plan = JobPlan.of(Sample.shop());
            String json = plan.json()
                    .replace(
                            "\"kubeconfig-production\"",
                            JsonMapper.builder().build().writeValueAsString(hostile));

            Item job = SeedRun.declare(SeedRun.script(), json).item("gitops/deliver/shop/deploy-production");

            String header =
                    job.call().argumentText("script").lines().findFirst().orElseThrow();
            assertThat(header)
                    .matches("GITOPS_JOB = URLDecoder\\.decode\\(\\['[A-Za-z0-9.*_+%-]+']\\.join\\(''\\), 'UTF-8'\\)");
            assertThat(JsonMapper.builder()
                            .build()
                            .readTree(SeedRun.told(job))
                            .at("/credentials/kubeconfig")
                            .asText())
                    .isEqualTo(hostile);
            assertThat(SeedRun.body(job))
                    .isEqualTo(SeedRun.file("pipelines/common.groovy") + SeedRun.file("pipelines/deploy.groovy"));
        }

        @Test
        void refusesAScriptOutsideItsFolder() {
            String json = JobPlan.of(Sample.shop()).json().replace("\"script\":\"drift\"", "\"script\":\"../x\"");

            assertThatThrownBy(() -> SeedRun.declare(SeedRun.script(), json))
                    .hasMessageContaining("which is no file of seed/pipelines");
        }

        @Test
        void refusesAFileOfAnotherVersion() {
            String json = JobPlan.of(Sample.shop()).json().replace("gitops.dev/jobs/v1", "gitops.dev/jobs/v2");

            assertThatThrownBy(() -> SeedRun.declare(SeedRun.script(), json))
                    .hasMessageContaining("take the seed and the gitops command from one release");
        }

        @Test
        void splitsWhatIsLongerThanALiteralMayBe() throws Exception {
            String long1 = "kubeconfig-" + "x".repeat(100_000);
            String json = JobPlan.of(Sample.shop()).json().replace("kubeconfig-production", long1);

            Item job = SeedRun.declare(SeedRun.script(), json).item("gitops/deliver/shop/deploy-production");

            assertThat(SeedRun.told(job)).contains(long1);
            assertThat(job.call().argumentText("script").split("'")).allMatch(part -> part.length() < 65_535);
        }
    }

    @Nested
    class WithAPodTemplate {

        @Test
        void runsEveryStageOfDeliveriesInThePod(@TempDir Path folder) throws Exception {
            Files.writeString(folder.resolve("pod.yaml"), "kind: Pod # é ''' $x\nspec: {}\n");
            Inventory inventory = Sample.inventory()
                    .file(folder.resolve("apps.yaml"))
                    .jenkins(new JenkinsSpec("gitops", null, "pod.yaml", Sample.CREDENTIALS))
                    .putApps("shop", Sample.app("shop").build())
                    .build();

            Recorder declared = SeedRun.declare(JobPlan.of(inventory));

            declared.items("pipelineJob")
                    .filter(job -> !job.path().equals("gitops/seed"))
                    .forEach(job -> assertThat(SeedRun.body(job))
                            .contains("agent { kubernetes { yaml \"${AGENT}\"; defaultContainer 'gitops' } }")
                            .contains("podTemplate(yaml: AGENT) { node(POD_LABEL) { container('gitops') { body() } } }")
                            // What renders strangers' branches runs apart from deliveries.
                            .doesNotContain("agent { label \"${AGENT}"));
        }
    }

    @Nested
    class WithTeamPermissions {

        @Test
        void letsATeamAndItsApproversStartTheirJobsOnly() {
            Inventory inventory = Sample.shop();

            Recorder declared = SeedRun.declare(
                    JobPlan.of(inventory, JobSource.of(inventory).withTeamPermissions()));

            assertThat(declared.item("gitops/deliver/shop")
                            .call()
                            .all("authorization")
                            .findFirst()
                            .orElseThrow()
                            .calls())
                    .extracting(call -> call.name() + ' ' + call.arguments().get(0))
                    .containsExactly("groupPermissions payments", "userPermissions alice", "userPermissions bob");
            assertThat(declared.item("gitops/deliver").call().has("authorization"))
                    .isFalse();
            assertThat(declared.item("gitops").call().has("authorization")).isFalse();
        }
    }
}
