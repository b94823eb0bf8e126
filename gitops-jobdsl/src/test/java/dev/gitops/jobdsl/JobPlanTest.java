package dev.gitops.jobdsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitops.api.AppSpec;
import dev.gitops.api.CiSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImmutableInventory;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.model.ClusterSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.jobdsl.model.JobData;
import dev.gitops.jobdsl.model.PlannedFolder;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPlanTest {

    private static PlannedPipeline job(JobPlan plan, String path) {
        return plan.pipelines().stream()
                .filter(job -> job.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OfTheSample {

        private final JobPlan plan = JobPlan.of(Sample.shop());

        @Test
        void givesEveryJobOnlyTheCredentialsItHasAUseFor() {
            assertThat(plan.pipelines())
                    .extracting(job -> job.path().substring("gitops/deliver/".length())
                            + ' '
                            + String.join(" ", job.data().credentials().values()))
                    .containsExactly(
                            "dispatch audit-token config-repo forge-token slack-webhook",
                            "drift audit-token config-repo slack-webhook",
                            "remove audit-token config-repo forge-token slack-webhook",
                            "report audit-token config-repo slack-webhook",
                            "review config-repo forge-token slack-webhook",
                            "shop/deploy-dev audit-token config-repo forge-token kubeconfig-dev slack-webhook",
                            "shop/deploy-production audit-token config-repo forge-token kubeconfig-production slack-webhook",
                            "shop/deploy-staging audit-token config-repo forge-token kubeconfig-staging slack-webhook",
                            "shop/hold audit-token config-repo forge-token slack-webhook",
                            "shop/promote audit-token config-repo forge-token slack-webhook",
                            "shop/release audit-token config-repo forge-token slack-webhook",
                            "shop/rollback audit-token config-repo forge-token slack-webhook",
                            "tell config-repo slack-webhook");
        }

        @Test
        void offersOnlyTheInventorysPaths() {
            assertThat(job(plan, "gitops/deliver/shop/promote").data().promotions())
                    .containsExactly(new JobData.Path("dev", "staging"), new JobData.Path("staging", "production"));
        }

        @Test
        void letsReleasesEnterWhereNothingIsPromotedFromOnly() {
            assertThat(job(plan, "gitops/deliver/shop/release")
                            .parameters()
                            .get(3)
                            .values())
                    .containsExactly("dev");
        }

        @Test
        void namesTheBranchJobsThatMayRelease() {
            assertThat(job(plan, "gitops/deliver/shop/release").data().builders())
                    .containsExactly(Map.entry("gitops/build/shop/main", "dev"));
        }

        @Test
        void looksForDriftWithAKubeconfigAnEnvironment() {
            assertThat(job(plan, "gitops/deliver/drift").data().targets())
                    .containsExactly(
                            new JobData.Target("dev", null, "kubeconfig-dev"),
                            new JobData.Target("production", null, "kubeconfig-production"),
                            new JobData.Target("staging", null, "kubeconfig-staging"));
        }

        @Test
        void looksAtBakesOnlyWhereAnEnvironmentBakes() {
            assertThat(plan.pipelines()).noneMatch(planned -> planned.path().endsWith("/bake"));
            PlannedPipeline bake = job(JobPlan.of(Sample.bakingShop()), "gitops/deliver/bake");
            assertThat(bake.data().targets())
                    .containsExactly(new JobData.Target("production", null, "kubeconfig-production"));
        }

        @Test
        void declaresParentsBeforeWhatIsInThem() {
            assertThat(plan.folders())
                    .extracting(PlannedFolder::path)
                    .containsExactly("gitops", "gitops/build", "gitops/deliver", "gitops/deliver/shop");
        }
    }

    @Nested
    class OfOtherInventories {

        @Test
        void makesEveryFolderOfADeepOne() {
            JobPlan plan = JobPlan.of(Sample.inventory()
                    .jenkins(new JenkinsSpec("platform/cd", "gitops", null, Map.of()))
                    .build());

            assertThat(plan.folders())
                    .extracting(PlannedFolder::path)
                    .containsExactly("platform", "platform/cd", "platform/cd/build", "platform/cd/deliver");
            assertThat(plan.seed().path()).isEqualTo("platform/cd/seed");
        }

        @Test
        void pollsBranchesThatEnvironmentsHaveOfTheirOwn() {
            EnvironmentSpec own =
                    Sample.environment("production").branch("production").build();
            AppSpec app =
                    Sample.app("shop").environments(Map.of(own.name(), own)).build();

            JobPlan plan = JobPlan.of(Sample.inventory().putApps("shop", app).build());

            assertThat(job(plan, "gitops/deliver/dispatch").data().polls())
                    .extracting(JobData.Poll::branch)
                    .containsExactly("main", "production");
        }

        @Test
        void dispatchesEveryConfigRepositoryByItself() {
            RepositorySpec own = new RepositorySpec("https://git.example.com/payments/cart.git", "trunk");

            JobPlan plan = JobPlan.of(Sample.inventory()
                    .putApps("shop", Sample.app("shop").build())
                    .putApps("cart", Sample.app("cart").config(own).build())
                    .build());

            PlannedPipeline dispatcher = plan.pipelines().stream()
                    .filter(job -> job.path().matches("gitops/deliver/dispatch-[0-9a-f]{8}"))
                    .findFirst()
                    .orElseThrow();
            assertThat(dispatcher.data().repository()).isEqualTo(own.repository());
            assertThat(dispatcher.data().polls()).containsExactly(new JobData.Poll(own.repository(), "trunk"));
            assertThat(job(plan, "gitops/deliver/dispatch").data().repository()).isNull();
        }

        @Test
        void fillsCredentialsPerApplicationAndTeam() {
            JobPlan plan = JobPlan.of(Sample.inventory()
                    .jenkins(new JenkinsSpec(
                            "gitops",
                            "gitops",
                            null,
                            Map.of(
                                    "kubeconfig",
                                    "{app}-{environment}",
                                    "slack",
                                    "slack-{team}",
                                    "config",
                                    "cfg-{app}")))
                    .putApps("shop", Sample.app("shop").build())
                    .build());

            assertThat(job(plan, "gitops/deliver/shop/deploy-dev").data().credentials())
                    .containsEntry("kubeconfig", "shop-dev")
                    .containsEntry("slack", "slack-payments")
                    .containsEntry("config", "cfg-shop");
            assertThat(job(plan, "gitops/deliver/drift").data().targets())
                    .contains(new JobData.Target("dev", "shop", "shop-dev"));
            assertThat(job(plan, "gitops/deliver/report").data().credentials()).isEmpty();
        }

        @Test
        void namesBranchJobsAsJenkinsDoes() {
            AppSpec app = Sample.app("shop")
                    .ci(new CiSpec("ci/Jenkinsfile", Map.of("release/1.x", EnvironmentName.DEV)))
                    .build();

            JobPlan plan = JobPlan.of(Sample.inventory().putApps("shop", app).build());

            assertThat(job(plan, "gitops/deliver/shop/release").data().builders())
                    .containsOnlyKeys("gitops/build/shop/release%2F1.x");
            assertThat(plan.multibranch())
                    .filteredOn(job -> job.path().equals("gitops/build/shop"))
                    .extracting(PlannedMultibranch::jenkinsfile)
                    .containsExactly("ci/Jenkinsfile");
        }

        @Test
        void buildsNothingWithoutASourceAndPromotesNothingWithoutAPath() {
            EnvironmentSpec only = Sample.environment("production").build();
            AppSpec app = Sample.app("shop")
                    .source(java.util.Optional.empty())
                    .environments(Map.of(only.name(), only))
                    .build();

            JobPlan plan = JobPlan.of(Sample.inventory().putApps("shop", app).build());

            assertThat(plan.multibranch()).extracting(PlannedMultibranch::path).containsExactly("gitops/config");
            assertThat(plan.pipelines()).noneMatch(job -> job.path().endsWith("/promote"));
        }

        @Test
        void reachesFilesThatClustersNameBesideTheInventory() {
            JobPlan plan = JobPlan.of(
                    Sample.inventory()
                            .putClusters("a", new ClusterSpec("a", "a", "../clusters/a.yaml", null, null, false))
                            .putClusters("b", new ClusterSpec("b", null, null, "https://b", "ca.pem", false))
                            .build(),
                    new JobSource("https://git.example.com/x.git", "main", "inventory/apps.yaml", null, false));

            assertThat(plan.inventory().files())
                    .containsExactly("inventory/apps.yaml", "clusters/a.yaml", "inventory/ca.pem");
        }
    }

    @Nested
    class AsAFile {

        private final JobPlan plan = JobPlan.of(Sample.apps(20));

        @Test
        void satisfiesItsPublishedSchema() {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JobPlan.schema());

            assertThat(schema.validate(plan.json(), InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(plan.json().replace("\"keep\":100", "\"keep\":0"), InputFormat.JSON))
                    .isNotEmpty();
        }

        @Test
        void isReadBackAsItWas(@TempDir Path folder) throws Exception {
            assertThat(JobPlan.read(plan.writeTo(folder.resolve("new")))).isEqualTo(plan);
        }

        @Test
        void isTheSameWhateverTheOrderOfTheInventory() {
            List<AppSpec> apps = new ArrayList<>(Sample.apps(20).apps().values());
            Collections.reverse(apps);
            ImmutableInventory.Builder reversed = Sample.inventory();
            apps.forEach(app -> reversed.putApps(app.name(), app));

            assertThat(JobPlan.of(reversed.build()).json()).isEqualTo(plan.json());
        }

        @Test
        void isAsciiWithAnEntryALine() {
            JobPlan other = JobPlan.of(Sample.inventory()
                    .putApps(
                            "shop",
                            Sample.app("shop")
                                    .source("https://git.example.com/\u00e9quipe/\u4e16.git")
                                    .build())
                    .build());

            assertThat(other.json().chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
            assertThat(other.json()).contains("\\u00E9quipe");
            assertThat(plan.json().lines().filter(line -> line.contains("\"path\":")))
                    .hasSize(plan.size() + plan.folders().size() + plan.views().size() + 1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nonsense",
                    "{}",
                    "{\"apiVersion\": \"gitops.dev/jobs/v9\"}",
                    "[]",
                    "{\"apiVersion\": \"gitops.dev/jobs/v1\", \"x\": 1}"
                })
        void isRefusedWhereItIsNoPlan(String text, @TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("jobs.json"), text);

            assertThatThrownBy(() -> JobPlan.read(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("jobs.json");
        }

        @Test
        void saysHowToWriteTheOneThatIsNotThere(@TempDir Path folder) {
            assertThatThrownBy(() -> JobPlan.read(folder.resolve("none.json")))
                    .hasMessageContaining("gitops jobs render");
        }
    }

    @Nested
    class WithHostileData {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "--upload-pack=touch pwned",
                    "https://user:secret@git.example.com/x.git",
                    "https://git.example.com/a b.git",
                    "https://git.example.com/x.git\n<evil/>",
                    "https://git.example.com/'+x+'",
                    "ext::sh -c touch",
                    "https://git.example.com/\u202egit.x",
                    ""
                })
        void refusesAUrlThatIsNone(String url) {
            assertThat(problems(Sample.app("shop").source(url).build()))
                    .extracting(Problem::key)
                    .containsExactly("apps.shop.source");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-x", "a b", "a..b", "a^", "a:b", "*", "feature/", "a\u0007", "$(x)", "x.lock"})
        void refusesABranchThatIsNone(String branch) {
            AppSpec app = Sample.app("shop")
                    .ci(new CiSpec("Jenkinsfile", Map.of(branch, EnvironmentName.DEV)))
                    .build();

            assertThat(problems(app)).extracting(Problem::key).containsExactly("apps.shop.ci.branches");
        }

        @ParameterizedTest
        @ValueSource(strings = {"../x", "/etc/passwd", "a/../../b", "a\\b", " "})
        void refusesAPathThatLeavesTheRepository(String path) {
            assertThat(problems(
                            Sample.app("shop").ci(new CiSpec(path, Map.of())).build()))
                    .extracting(Problem::key)
                    .containsExactly("apps.shop.ci.jenkinsfile");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "dispatch",
                    "drift",
                    "remove",
                    "report",
                    "review",
                    "tell",
                    "dispatch-0123abcd",
                    "Shop",
                    "a/b",
                    "..",
                    "a$b"
                })
        void refusesANameThatCannotBeAFolder(String name) {
            assertThat(problems(
                            Sample.app(name).source(java.util.Optional.empty()).build()))
                    .extracting(Problem::key)
                    .contains("apps." + name + ".name");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gitops/../x", "/gitops", "a//b", "a\tb", "a\u0000", "x'", "a/", "<b>"})
        void refusesAFolderThatIsNone(String folder) {
            assertThat(problems(Sample.inventory()
                            .jenkins(new JenkinsSpec(folder, "gitops", null, Map.of()))
                            .build()))
                    .extracting(Problem::key)
                    .containsExactly("jenkins.folder");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "{cluster}", "x'", "a\nb", ""})
        void refusesCredentialsThatAreNone(String id) {
            assertThat(problems(Sample.inventory()
                            .jenkins(new JenkinsSpec("gitops", "gitops", null, Map.of("config", id)))
                            .build()))
                    .extracting(Problem::key)
                    .containsExactly("jenkins.credentials.config");
        }

        @Test
        void reportsAllProblemsAtOnce() {
            Inventory inventory = Sample.inventory()
                    .jenkins(new JenkinsSpec("", "", null, Map.of()))
                    .putApps("shop", Sample.app("shop").source("x").build())
                    .build();

            assertThat(problems(inventory))
                    .extracting(Problem::key)
                    .containsExactly("jenkins.folder", "jenkins.agent.label", "apps.shop.source");
        }

        private List<Problem> problems(AppSpec app) {
            return problems(Sample.inventory().putApps(app.name(), app).build());
        }

        private List<Problem> problems(Inventory inventory) {
            try {
                JobPlan.of(inventory);
                return List.of();
            } catch (InvalidInputException e) {
                return e.problems();
            }
        }
    }

    @Nested
    class FromAnotherPlace {

        @Test
        void saysWhatIsMissingWhereNoRepositoryIsKnown() {
            Inventory inventory =
                    Sample.inventory().config(java.util.Optional.empty()).build();

            assertThatThrownBy(() -> JobPlan.of(inventory)).hasMessageContaining("--source");
            assertThat(JobPlan.of(
                                    inventory,
                                    JobSource.of(inventory, "git@git.example.com:platform/x.git", "main", "apps.yaml"))
                            .inventory()
                            .repository())
                    .isEqualTo("git@git.example.com:platform/x.git");
        }

        @Test
        void saysThatThePodTemplateCannotBeRead(@TempDir Path folder) {
            Inventory inventory = Sample.inventory()
                    .file(folder.resolve("apps.yaml"))
                    .jenkins(new JenkinsSpec("gitops", null, "pod.yaml", Map.of()))
                    .build();

            assertThatThrownBy(() -> JobPlan.of(inventory)).hasMessageContaining("jenkins.agent.podTemplate");
        }
    }

    @Test
    void numbersOfJobsAreJson() throws Exception {
        JsonNode tree =
                JsonMapper.builder().build().readTree(JobPlan.of(Sample.shop()).json());

        assertThat(tree.get("pipelines")).hasSize(13);
    }
}
