package dev.gitops.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.spi.Closure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosureTest {

    private final TestTree chart = TestTree.of(
                    "deploy/chart/Chart.yaml",
                    "name: shop\ndependencies: [{ name: common, repository: \"file://../common\" }]\n")
            .with("deploy/chart/values.yaml", "{}\n")
            .with("deploy/chart/templates/web.yaml", "")
            .with("deploy/common/Chart.yaml", "name: common\n");

    @Test
    void partsTheEnvironmentsFilesFromTheChart() {
        Closure closure = closure(
                chart,
                Map.of(
                        "chart",
                        "deploy/chart",
                        "values",
                        List.of("deploy/values.yaml", "deploy/values-{environment}.yaml")));

        assertThat(closure.own()).containsExactly("deploy/values-dev.yaml");
        assertThat(closure.shared()).containsExactly("deploy/chart", "deploy/common", "deploy/values.yaml");
    }

    @Test
    void keepsOtherEnvironmentsOutWhereTheirFilesAreInTheChart() {
        TestTree tree = chart.with("deploy/chart/env/values-dev.yaml", "{}\n")
                .with("deploy/chart/env/values-production.yaml", "{}\n")
                .with("deploy/chart/env/shared.txt", "");

        Closure closure = closure(
                tree, Map.of("chart", "deploy/chart", "values", List.of("deploy/chart/env/values-{environment}.yaml")));

        assertThat(closure.own()).containsExactly("deploy/chart/env/values-dev.yaml");
        assertThat(closure.covers("deploy/chart/env/values-production.yaml")).isFalse();
        assertThat(closure.covers("deploy/chart/env/shared.txt")).isTrue();
        assertThat(closure.covers("deploy/chart/templates/web.yaml")).isTrue();
        assertThat(closure.covers("deploy/chart/crds/new.yaml")).isTrue();
    }

    @Test
    void takesTheOneValuesFileForTheEnvironmentsOwn() {
        Closure closure = closure(chart, Map.of("chart", "deploy/chart"));

        assertThat(closure.own()).containsExactly("deploy/chart/values.yaml");
        assertThat(closure.shared())
                .doesNotContain("deploy/chart/values.yaml", "deploy/chart")
                .contains("deploy/chart/templates");
    }

    private static Closure closure(TestTree tree, Map<String, Object> options) {
        return Fixtures.manifests(options).closure(tree, Fixtures.shop("dev"));
    }
}
