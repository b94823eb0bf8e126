package dev.gitops.inventory;

import static dev.gitops.inventory.Inventories.load;
import static dev.gitops.inventory.Inventories.messages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.MetricCondition;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.api.model.VerifyTiming;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyStepsOfAnInventoryTest {

    private static String inventory(String steps) {
        return """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: https://git.example.com/infra.git }
                environments:
                  dev: { cluster: dev, namespace: dev }
                  production: { cluster: production, namespace: production, promotesFrom: [dev] }
                apps:
                  - name: shop
                    image: registry.example.com/payments/shop
                    manifests: { kustomize: apps/shop }
                    environments: [dev, production]
                    verify:
                """ + steps.indent(6);
    }

    private static List<VerifyStep> steps(String text) {
        return load(inventory(text)).apps().get("shop").verify();
    }

    private static VerifyTiming timing(int timeout, int sustained, int interval, int failures) {
        return new VerifyTiming(
                Duration.ofSeconds(timeout), Duration.ofSeconds(sustained), Duration.ofSeconds(interval), failures);
    }

    @Test
    void everyKindIsReadWithWhatItSaysAndWithItsDefaults() {
        String query = "sum(rate(errors{namespace=\"{namespace}\"}[{window}]))";
        assertThat(steps("""
                - prometheus: { server: "https://metrics.example.com", query: 'sum(rate(errors{namespace="{namespace}"}[{window}]))', window: 2m, condition: "< 0.01 or <= 1.2 * before", empty: 0 }
                  for: 10m
                  interval: 30s
                  failures: 2
                - prometheus: { server: "https://metrics.example.com/{environment}", query: up, condition: "== 1" }
                - { job: { cronJob: smoke }, timeout: 10m }
                - { command: [k6, run, --quiet, "/opt/{app}.js"], variables: [K6_TOKEN], failures: 1 }
                - { grpc: { url: "https://{app}.example.com:8443", service: shop.Orders } }
                - { grpc: { url: "http://localhost:9090" }, interval: 5s }
                """))
                .containsExactly(
                        new VerifyStep.Prometheus(
                                "https://metrics.example.com",
                                query,
                                Duration.ofMinutes(2),
                                MetricCondition.parse("< 0.01 or <= 1.2 * before"),
                                0.0,
                                timing(60, 600, 30, 2)),
                        new VerifyStep.Prometheus(
                                "https://metrics.example.com/{environment}",
                                "up",
                                Duration.ZERO,
                                MetricCondition.parse("== 1"),
                                null,
                                timing(60, 0, 10, 0)),
                        new VerifyStep.Job("smoke", timing(600, 0, 10, 0)),
                        new VerifyStep.Command(
                                List.of("k6", "run", "--quiet", "/opt/{app}.js"),
                                List.of("K6_TOKEN"),
                                timing(300, 0, 10, 1)),
                        new VerifyStep.Grpc("https://{app}.example.com:8443", "shop.Orders", timing(60, 0, 1, 0)),
                        new VerifyStep.Grpc("http://localhost:9090", "", timing(60, 0, 5, 0)));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(messages(inventory("""
                - { prometheus: { server: "https://metrics.example.com", query: up, condition: "about 1" } }
                - { prometheus: { server: "https://metrics.example.com", query: up, window: 5m, condition: "<= stagin" } }
                - { prometheus: { server: "https://metrics.example.com", query: up, condition: "<= production" } }
                - { command: [bin/smoke], status: 200 }
                - { command: ["/opt/../bin/sh", -c, ls] }
                - { grpc: { url: "https://shop.example.com" }, contains: SERVING, for: 10s, interval: 30s }
                - { http: "https://shop.example.com", variables: [TOKEN] }
                - { job: { cronJob: Smoke_Test } }
                - { http: "https://shop.example.com", job: { cronJob: smoke } }
                - { job: { cronJob: smoke }, failures: -1 }
                """)))
                .anySatisfy(text -> assertThat(text)
                        .contains("verify[0].prometheus.condition", "\"about 1\" is no comparison", "<= 1.2 * before"))
                .anySatisfy(text -> assertThat(text).contains("verify[1].prometheus.window", "stands nowhere"))
                .anySatisfy(text ->
                        assertThat(text).contains("verify[1].prometheus.condition", "stagin, which is no environment"))
                .anySatisfy(text ->
                        assertThat(text).contains("verify[2].prometheus.condition", "the query is the same there"))
                .anySatisfy(text -> assertThat(text).contains("verify[3].command[0]", "absolute path"))
                .anySatisfy(text -> assertThat(text).contains("verify[3].status", "only asked of http and service"))
                .anySatisfy(text -> assertThat(text).contains("verify[4].command[0]"))
                .anySatisfy(text -> assertThat(text).contains("verify[5].contains"))
                .anySatisfy(text -> assertThat(text).contains("verify[5].interval", "longer than for"))
                .anySatisfy(text -> assertThat(text).contains("verify[6]"))
                .anySatisfy(text -> assertThat(text).contains("verify[7].job.cronJob"))
                .anySatisfy(text -> assertThat(text).contains("verify[8]"))
                .anySatisfy(text -> assertThat(text).contains("verify[9].failures"))
                .hasSize(13);
    }
}
