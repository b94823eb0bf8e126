package dev.gitops.inventory;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static dev.gitops.inventory.Inventories.FULL;
import static dev.gitops.inventory.Inventories.SMALL;
import static dev.gitops.inventory.Inventories.load;
import static dev.gitops.inventory.Inventories.messages;
import static dev.gitops.inventory.Inventories.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.EnvironmentSpec.Drift;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.PreviewRules;
import dev.gitops.api.PreviewSpec;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HomeSpec;
import dev.gitops.api.model.ImageSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.api.model.VerifyTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryLoaderTest {

    private static EnvironmentSpec environment(AppSpec app, EnvironmentName name) {
        EnvironmentSpec found = app.environments().get(name);
        assertThat(found).isNotNull();
        return found;
    }

    @Nested
    class AFullInventory {

        private final Inventory inventory = load(FULL);
        private final AppSpec shop = inventory.apps().get("shop");
        private final AppSpec mail = inventory.apps().get("mail");

        @Test
        void givesEveryKeyOfAnEnvironment() {
            EnvironmentSpec production = inventory.environments().get(PRODUCTION);
            assertThat(production.cluster()).contains("production");
            assertThat(production.namespace()).contains("production");
            assertThat(production.promotesFrom()).containsExactly(STAGING);
            assertThat(production.isProtected()).isTrue();
            assertThat(production.branch()).contains("production");
            assertThat(production.reviewers()).containsExactly("platform-team");
            assertThat(production.approvers()).containsExactly("release-managers", "payments", "org/team");
            assertThat(production.fourEyes()).isTrue();
            assertThat(production.freezes()).hasSize(2);
            assertThat(production.freezes().get(0).zone().getId()).isEqualTo("Europe/Amsterdam");
            assertThat(production.freezes().get(1).zone().getId()).isEqualTo("UTC");
            assertThat(production.delivery().kind()).isEqualTo("argocd");
            assertThat(production.delivery().text("project", "")).isEqualTo("default");
            assertThat(production.drift()).isEqualTo(Drift.HEAL);
            assertThat(production.timeout()).isEqualTo(Duration.ofMinutes(90));
            assertThat(production.rollbackOnFailure()).isTrue();
            assertThat(inventory.environments().get(STAGING).autoPromote()).isTrue();
        }

        @Test
        void takesADeliveryAsAWord() {
            assertThat(inventory.environments().get(STAGING).delivery().kind()).isEqualTo("rendered");
            assertThat(inventory.environments().get(STAGING).delivery().value()).isNull();
        }

        @Test
        void givesEveryKeyOfAnApplication() {
            assertThat(shop.team()).contains("payments");
            assertThat(shop.source()).contains("https://git.example.com/payments/shop.git");
            assertThat(shop.images()).containsExactly(new ImageSpec("shop", "registry.example.com:5000/payments/shop"));
            assertThat(shop.manifests().kind()).isEqualTo("kustomize");
            assertThat(shop.manifests().value()).isEqualTo("apps/shop");
            assertThat(shop.manifests().position()).isEqualTo("apps.yaml:51:18");
            assertThat(shop.ci().jenkinsfile()).isEqualTo("ci/Jenkinsfile");
            assertThat(shop.ci().branches()).containsExactly(Map.entry("main", DEV), Map.entry("release/1.x", STAGING));
            assertThat(shop.parityIgnore()).containsExactly("Deployment.spec.replicas", "Ingress.spec.rules.*.host");
            assertThat(shop.verify())
                    .containsExactly(
                            new VerifyStep.Http(
                                    "https://{app}.{environment}.example.com/health?full=1",
                                    204,
                                    "\"up\": {}",
                                    VerifyTiming.once(Duration.ofSeconds(90))),
                            new VerifyStep.Service(
                                    "shop", "/health", 200, null, VerifyTiming.once(Duration.ofSeconds(60))));
        }

        @Test
        void givesPreviewsAndWhatAPreviewIs() {
            assertThat(shop.previews())
                    .contains(new PreviewRules(DEV, Duration.ofDays(2), 5, Optional.of("apps/shop/preview")));
            assertThat(inventory
                            .environments()
                            .get(EnvironmentName.of("shop-pr-7"))
                            .preview())
                    .contains(new PreviewSpec(
                            "shop",
                            7,
                            DEV,
                            Instant.parse("2026-11-29T01:00:00Z"),
                            Instant.parse("2026-11-29T02:00:00Z"),
                            Optional.of("https://pr-7.example.com")));
        }

        @Test
        void saysWhereItIsKeptWhoIsWhoAndWhoseSignaturesCount() {
            assertThat(inventory.homeSpec())
                    .contains(new HomeSpec("git@git.example.com:platform/infra.git", "trunk", "platform/apps.yaml"));
            assertThat(inventory.people()).containsExactly(Map.entry("alice", List.of("alice@example.com", "asmith")));
            assertThat(inventory.audit().keys()).hasSize(1);
        }

        @Test
        void givesAnApplicationsEnvironmentsInTheOrderOfTheFile() {
            assertThat(shop.environments().keySet()).containsExactly(DEV, STAGING, PRODUCTION);
        }

        @Test
        void letsAnApplicationOverrideKeysOfAnEnvironment() {
            assertThat(environment(mail, DEV).namespace()).contains("mail");
            assertThat(environment(mail, DEV).cluster()).contains("in-cluster");
            assertThat(environment(mail, PRODUCTION).timeout()).isEqualTo(Duration.ofMinutes(10));
            assertThat(environment(mail, PRODUCTION).delivery().options())
                    .containsEntry("force", true)
                    .containsEntry("replace", List.of("Job"))
                    .containsEntry("prune", Map.of("maxShare", 0.3));
        }

        @Test
        void bridgesEnvironmentsThatAnApplicationLeavesOut() {
            assertThat(environment(mail, PRODUCTION).promotesFrom()).containsExactly(DEV);
            assertThat(environment(shop, PRODUCTION).promotesFrom()).containsExactly(STAGING);
        }

        @Test
        void givesTheConfigRepositoryOfEachApplication() {
            assertThat(inventory.repositoryOf(shop))
                    .isEqualTo(new RepositorySpec("git@git.example.com:platform/infra.git", "trunk"));
            assertThat(inventory.repositoryOf(mail)).isEqualTo(new RepositorySpec("file:///srv/mail.git", "main"));
        }

        @Test
        void givesWhatSurroundsThem() {
            assertThat(inventory.file()).isEqualTo(Path.of("/srv/inventory/apps.yaml"));
            assertThat(inventory.forge().type()).isEqualTo("gitea");
            assertThat(inventory.cluster("edge").server()).isEqualTo("https://edge.example.com:6443");
            assertThat(inventory.cluster("in-cluster").inCluster()).isTrue();
            assertThat(inventory.cluster("kind-kind").context()).isEqualTo("kind-kind");
            assertThat(inventory.teams().get("payments").approvers()).containsExactly("alice", "bob");
            assertThat(inventory.teams()).containsKey("empty");
            assertThat(inventory.audit().store().kind()).isEqualTo("postgres");
            assertThat(inventory.audit().endpointUrl()).contains("https://audit.example.com/deployments");
            assertThat(inventory.notifications().on()).containsExactly("failed", "production");
            assertThat(inventory.jenkins().folder()).isEqualTo("platform/gitops");
            assertThat(inventory.jenkins().podTemplate()).isEqualTo("jenkins/pod.yaml");
            assertThat(inventory.jenkins().agentLabel()).isNull();
            assertThat(inventory.jenkins().credential("kubeconfig")).contains("kubeconfig-{environment}");
            assertThat(inventory.jenkins().poll()).isEqualTo(Duration.ofMinutes(10));
        }
    }

    @Nested
    class ASmallInventory {

        private final Inventory inventory = load(SMALL);

        @Test
        void hasDefaultsForTheRest() {
            EnvironmentSpec dev = inventory.environments().get(DEV);
            assertThat(dev.delivery().kind()).isEqualTo("apply");
            assertThat(dev.drift()).isEqualTo(Drift.REPORT);
            assertThat(dev.timeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(inventory.forge().none()).isTrue();
            assertThat(inventory.audit().store().kind()).isEqualTo("git");
            assertThat(inventory.jenkins().folder()).isEqualTo("gitops");
            assertThat(inventory.jenkins().agentLabel()).isEqualTo("gitops");
            assertThat(inventory.apps().get("shop").ci().branches()).containsExactly(Map.entry("main", DEV));
            assertThat(inventory.apps().get("shop").ci().jenkinsfile()).isEqualTo("Jenkinsfile");
        }

        @Test
        void mayBeginWithAByteOrderMarkAndHaveWindowsLineEnds() {
            assertThat(load("\uFEFF" + SMALL.replace("\n", "\r\n"))).isEqualTo(inventory);
        }

        @Test
        void maySpareRepetitionWithAnchors() {
            String text = SMALL.replace("dev: {}", "dev: &base { namespace: one }")
                    .replace("environments: [dev, staging, production]", "environments: { dev: *base }");
            assertThat(environment(load(text).apps().get("shop"), DEV).namespace())
                    .contains("one");
        }
    }

    @Nested
    class AFile {

        @TempDir
        Path folder;

        @Test
        void isReadWithTheProvidersOfTheClassPath() throws IOException {
            Path file = Files.writeString(folder.resolve("apps.yaml"), SMALL.substring(0, SMALL.indexOf("apps:")));
            assertThat(InventoryLoader.load(file).file()).isEqualTo(file.toAbsolutePath());
        }

        @Test
        void thatIsNotThereIsAClearProblem() {
            assertThatThrownBy(() -> InventoryLoader.load(folder.resolve("apps.yaml")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is not there")
                    .hasMessageContaining("--inventory")
                    .hasMessageContaining("begin one with: gitops init config DIR");
        }
    }

    @Nested
    class ManyMistakes {

        @Test
        void areToldAtOnceEachWithItsPlaceAndTheNearestName() {
            String text = """
                    apiVersion: gitops.dev/v2
                    kind: Inventory
                    config: { repository: https://git.example.com/infra.git }
                    environments:
                      dev: {}
                      staging: { promotesFrm: [dev], promotesFrom: [dve] }
                    apps:
                      - name: shop
                        team: paymens
                        image: registry.example.com/shop:1.2
                        manifests: { kustomise: apps/shop }
                        environments: [dev, stagin]
                    """;
            assertThat(messages(text))
                    .containsExactly(
                            "apps.yaml:1:13: apiVersion: must be gitops.dev/v1 (is \"gitops.dev/v2\")",
                            "apps.yaml:6:14: environments.staging.promotesFrm: is no key that is known here (is \"promotesFrm\"); did you mean \"promotesFrom\"?",
                            "apps.yaml:6:49: environments.staging.promotesFrom[0]: is no environment of this inventory (is \"dve\"); did you mean \"dev\"?",
                            "apps.yaml:9:11: apps[0].team: is no team of this inventory (is \"paymens\"); add it under teams",
                            "apps.yaml:10:12: apps[0].image: names a version of the image (is \"registry.example.com/shop:1.2\"); write the repository alone: registry.example.com/shop",
                            "apps.yaml:11:18: apps[0].manifests.kustomise: is no kind of manifests on the class path (is \"kustomise\"); did you mean \"kustomize\"?",
                            "apps.yaml:12:25: apps[0].environments[1]: is no environment of this inventory (is \"stagin\"); did you mean \"staging\"?");
        }

        @Test
        void arePlacedInCodePoints() {
            assertThat(messages("\"\uD83D\uDE00\": 1\n")).anyMatch(text -> text.startsWith("apps.yaml:1:1: "));
            assertThat(messages("{ \"\uD83D\uDE00\": 1, x: 2 }\n"))
                    .anyMatch(text -> text.startsWith("apps.yaml:1:11: x: "));
        }

        @Test
        void areCutOffAfterFiveHundred() {
            StringBuilder many = new StringBuilder(SMALL);
            for (int i = 0; i < 2_000; i++) {
                many.append("y").append(i).append(": 1\n");
            }
            assertThat(messages(many.toString())).hasSize(501).last().asString().contains("has 1500 more problems");
        }
    }

    @Test
    void tellsRulesAndPeopleThatAreThereTwiceOnceEach() {
        assertThat(problems(SMALL + """
                health:
                  - { kind: db.example.com/Database, healthy: "true" }
                  - { kind: db.example.com/Database, healthy: "false" }
                people:
                  alice: [asmith]
                  bob: [Alice, ASmith]
                """))
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("health[1].kind", "people.bob[0]", "people.bob[1]");
        assertThat(problems(SMALL + "ignoreDifferences: [{ kind: Service, fields: [] }]\n"))
                .extracting(Problem::key)
                .containsExactly("ignoreDifferences[0].fields");
    }
}
