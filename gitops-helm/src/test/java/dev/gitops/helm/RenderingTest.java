package dev.gitops.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ChartRenderer;
import dev.gitops.spi.RenderedManifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderingTest {

    private final FolderTree shop = FolderTree.of("charts/shop");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void givesTheCommittedTextOfHelm(String environment) throws Exception {
        String golden = Files.readString(Path.of("src/test/resources/golden/shop-" + environment + ".yaml"));

        assertThat(render(shop, environment).yaml()).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void isByteForByteWhatHelmTemplatePrints(String environment, @TempDir Path temporary) throws Exception {
        Optional<HelmBinary> helm = HelmBinary.find();
        Assumptions.assumeTrue(helm.isPresent(), HelmBinary.SKIPPED);
        Path chart = temporary.resolve("chart");
        Folders.copy(Path.of("src/test/resources/charts/shop/chart"), chart);
        Folders.copy(Path.of("src/test/resources/charts/shop/common"), chart.resolve("charts/common"));

        String printed = helm.orElseThrow()
                .run(
                        "template",
                        "shop",
                        chart.toString(),
                        "--namespace",
                        environment,
                        "--include-crds",
                        "--kube-version",
                        HelmConfig.KUBE_VERSION,
                        "-f",
                        "src/test/resources/charts/shop/values-" + environment + ".yaml");

        assertThat(render(shop, environment).yaml()).isEqualTo(printed);
    }

    @Test
    void leavesCrdsOutWhereTheInventorySaysSo() {
        Map<String, Object> options =
                Map.of("chart", "chart", "values", List.of("values-{environment}.yaml"), "crds", false);

        String yaml =
                Fixtures.manifests(options).render(shop, Fixtures.shop("dev")).yaml();

        assertThat(yaml).contains("kind: Deployment").doesNotContain("CustomResourceDefinition");
    }

    @Test
    void leavesHooksOutWhereTheInventorySaysSo() {
        Map<String, Object> options =
                Map.of("chart", "chart", "values", List.of("values-{environment}.yaml"), "hooks", false);

        String yaml =
                Fixtures.manifests(options).render(shop, Fixtures.shop("dev")).yaml();

        assertThat(yaml)
                .contains("CustomResourceDefinition", "kind: Deployment")
                .doesNotContain("helm.sh/hook");
    }

    @Test
    void showsChartsTheClusterVersionOfTheInventory() {
        Map<String, Object> options =
                Map.of("chart", "chart", "values", "values-{environment}.yaml", "kubeVersion", "1.29.3");

        String yaml =
                Fixtures.manifests(options).render(shop, Fixtures.shop("dev")).yaml();

        assertThat(yaml).contains("KUBERNETES: \"v1.29.3\"");
    }

    @Test
    void tellsOfAnImageThatTheChartDoesNotTakeFromThePath() {
        FolderTree broken = shop.with("chart/templates/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec: { template: { spec: { containers: [{ name: shop, image: "registry.example.com/payments/shop:1" }] } } }
                """).with("chart/templates/migrate.yaml", "");

        assertThat(render(broken, "dev").notices())
                .containsExactly("the values say registry.example.com/payments/shop:2.8.0-rc.1, but the chart makes"
                        + " registry.example.com/payments/shop:1 of it: mend manifests.helm.paths, or the chart");
    }

    @Test
    void tellsOfValuesMadeByChance() {
        FolderTree random = shop.with("chart/templates/extra.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: { name: made }
                stringData: { password: {{ randAlphaNum 20 }} }
                """);

        assertThat(render(random, "dev").notices()).singleElement().asString().contains("by chance");
        assertThat(render(shop, "dev").notices()).isEmpty();
    }

    @Test
    void rendersForOtherKindsOfManifests() {
        ChartRenderer renderer =
                ServiceLoader.load(ChartRenderer.class).findFirst().orElseThrow();
        ChartRenderer.Options options = new ChartRenderer.Options(
                "shop",
                "dev",
                List.of("replicaCount: 9".getBytes(UTF_8)),
                new ChartRenderer.Parts(false, false, false),
                "",
                List.of());

        String yaml = renderer.render(shop, "chart", options).yaml();

        assertThat(yaml)
                .contains("replicas: 9")
                .doesNotContain("helm.sh/hook")
                .doesNotContain("CustomResourceDefinition");
    }

    @Nested
    class WhenItCannotBeRendered {

        @Test
        void namesTheTemplatesLineInTheRepository() {
            FolderTree broken = shop.with("chart/templates/service.yaml", "a: b\nc: {{ .Values.none.deeper }}\n");

            assertThatThrownBy(() -> render(broken, "dev"))
                    .isInstanceOfSatisfying(
                            InvalidInputException.class,
                            e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                                assertThat(problem.file()).isEqualTo("chart/templates/service.yaml");
                                assertThat(problem.line()).isEqualTo(2);
                                assertThat(problem.message()).contains("nil pointer");
                            }));
        }

        @Test
        void namesAMissingValuesFile() {
            assertThatThrownBy(() -> render(shop, "staging"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("values-staging.yaml: there is no such values file");
        }

        @Test
        void saysWhatToDoAboutASubChartThatIsNotCommitted() {
            FolderTree missing = shop.with("chart/Chart.yaml", """
                    apiVersion: v2
                    name: shop
                    version: 1.0.0
                    dependencies: [{ name: kafka, version: 1.x, repository: "https://charts.example.com" }]
                    """);

            assertThatThrownBy(() -> render(missing, "dev"))
                    .hasMessageContaining("missing in charts/ directory: kafka")
                    .hasMessageContaining("helm dependency build")
                    .hasMessageNotContaining(System.getProperty("java.io.tmpdir") + "/");
        }

        @Test
        void namesAFolderWithoutChart() {
            assertThatThrownBy(() -> Fixtures.manifests(Map.of("chart", "nowhere", "values", "values-dev.yaml"))
                            .render(shop, Fixtures.shop("dev")))
                    .hasMessageContaining("nowhere: there is no chart in this folder");
        }
    }

    private static RenderedManifests render(FolderTree tree, String environment) {
        return Fixtures.manifests(Fixtures.SHOP).render(tree, Fixtures.shop(environment));
    }
}
