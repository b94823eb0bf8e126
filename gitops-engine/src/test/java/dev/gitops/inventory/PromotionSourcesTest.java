package dev.gitops.inventory;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionSourcesTest {

    private static String inventory(String production, String own) {
        return """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: https://git.example.com/infra.git }
                environments:
                  dev: {}
                  staging: { promotesFrom: [{ environment: dev, for: 3h }] }
                  production: { promotesFrom: %s }
                apps:
                  - name: shop
                    image: registry.example.com/shop
                    manifests: { kustomize: apps/shop }
                    environments: %s
                """.formatted(production, own);
    }

    private static EnvironmentSpec production(String promotesFrom, String own) {
        return Inventories.load(inventory(promotesFrom, own))
                .apps()
                .get("shop")
                .environments()
                .get(PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{ environment: staging, for: 2h }]",
                "{ any: [{ environment: staging, for: 2h }] }",
                "{ all: [{ environment: staging, for: 2h }] }"
            })
    void haveATime(String promotesFrom) {
        EnvironmentSpec spec = production(promotesFrom, "[dev, staging, production]");
        assertThat(spec.promotesFrom()).containsExactly(STAGING);
        assertThat(spec.soak()).containsEntry(STAGING, Duration.ofHours(2)).hasSize(1);
        assertThat(spec.promotesFromAll()).isEqualTo(promotesFrom.contains("all"));
    }

    @Test
    void mixNamesAndTimes() {
        EnvironmentSpec spec =
                production("{ all: [dev, { environment: staging, for: 1h30m }] }", "[dev, staging, production]");
        assertThat(spec.promotesFrom()).containsExactly(DEV, STAGING);
        assertThat(spec.soak()).containsOnlyKeys(STAGING);
    }

    @Test
    void keepTheirLongestTimeWhereAnApplicationLeavesOneOut() {
        EnvironmentSpec spec = production("[{ environment: staging, for: 2h }]", "[dev, production]");
        assertThat(spec.promotesFrom()).containsExactly(DEV);
        assertThat(spec.soak()).containsEntry(DEV, Duration.ofHours(3));
    }

    @Test
    void areOverriddenByAnApplication() {
        EnvironmentSpec spec = production(
                "[{ environment: staging, for: 2h }]", "{ dev: {}, staging: {}, production: { promotesFrom: [dev] } }");
        assertThat(spec.promotesFrom()).containsExactly(DEV);
        assertThat(spec.soak()).isEmpty();
    }

    @Test
    void areToldOfAllThatIsWrongAtOnce() {
        var problems = Inventories.problems(inventory(
                "{ all: [{ environment: stagin, for: 2h }, { for: 1h }, dev, { environment: dev, for: soon }] }",
                "[dev, staging, production]"));
        assertThat(problems).hasSizeGreaterThanOrEqualTo(3);
        assertThat(problems.toString()).contains("stagin", "did you mean \"staging\"", "environment", "soon");
    }

    @Test
    void standOnceEach() {
        assertThat(Inventories.problems(
                                inventory("[staging, { environment: staging, for: 2h }]", "[dev, staging, production]"))
                        .toString())
                .contains("stands twice");
    }

    @Test
    void areNoCycleWithTimesEither() {
        String text = inventory("[staging]", "[dev, staging, production]")
                .replace("dev: {}", "dev: { promotesFrom: { all: [{ environment: production, for: 1h }] } }");
        assertThat(Inventories.problems(text).toString()).contains("cycle");
    }
}
