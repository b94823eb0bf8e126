package dev.gitops.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.MetricCondition;
import dev.gitops.api.model.VerifyStep;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries to a real Prometheus (testing/prometheus/start), which scrapes figures of these tests each second. */
class PrometheusStepIT {

    private final String test = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, Double> figures = new ConcurrentHashMap<>();
    private final Around around = new Around();
    private String server = "";
    private @Nullable HttpServer scraped;
    private @Nullable Path target;

    @BeforeEach
    void start() throws IOException {
        String url = System.getenv("PROMETHEUS_URL");
        assumeTrue(url != null, "skipped: no Prometheus; run testing/prometheus/start and set what it prints");
        server = url;
        scraped = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        scraped.createContext("/metrics", exchange -> {
            StringBuilder text = new StringBuilder();
            figures.forEach((labels, value) -> text.append("shop_errors{")
                    .append(labels)
                    .append("} ")
                    .append(value)
                    .append('\n'));
            byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        scraped.start();
        target = Path.of(System.getenv("PROMETHEUS_TARGETS")).resolve(test + ".json");
        Files.writeString(
                target,
                "[{\"targets\": [\"127.0.0.1:" + scraped.getAddress().getPort() + "\"], \"labels\": {\"test\": \""
                        + test + "\"}}]");
    }

    @AfterEach
    void stop() throws IOException {
        if (target != null) {
            Files.deleteIfExists(target);
        }
        if (scraped != null) {
            scraped.stop(0);
        }
    }

    private void set(String environment, double value) {
        figures.put("environment=\"" + environment + "\"", value);
    }

    /** Waits until Prometheus has a figure. */
    private void scraped(String environment, String condition) {
        VerifyResult seen = around.only(step(
                "shop_errors{test=\"" + test + "\",environment=\"" + environment + "\"}",
                condition,
                Duration.ZERO,
                30,
                0,
                0));
        assertThat(seen.passed()).as(seen.detail()).isTrue();
    }

    private VerifyStep.Prometheus step(
            String query, String condition, Duration window, int timeout, int sustained, int failures) {
        return new VerifyStep.Prometheus(
                server,
                query,
                window,
                MetricCondition.parse(condition),
                null,
                Around.timing(
                        Duration.ofSeconds(timeout), Duration.ofSeconds(sustained), Duration.ofMillis(500), failures));
    }

    private String mine() {
        return "sum(shop_errors{test=\"" + test + "\",environment=\"{environment}\"})";
    }

    @Test
    void aFigureMeetsItsConditionOrTheStepSaysWhatItIs() {
        set("production", 3);
        scraped("production", "== 3");

        VerifyResult good = around.only(step(mine(), "< 4", Duration.ZERO, 1, 0, 0));
        assertThat(good.passed()).isTrue();
        assertThat(good.detail()).isEqualTo("3");
        assertThat(good.figures()).containsEntry("value", 3.0).containsEntry("tries", 1.0);

        VerifySteps.Outcome bad = around.run(step(mine(), "< 2.5", Duration.ZERO, 1, 0, 0));
        assertThat(bad.results().get(0).detail()).startsWith("3: not < 2.5").endsWith("given up after 1 s");
        assertThat(bad.failure())
                .hasValueSatisfying(why -> assertThat(why.ofTheCommit()).isTrue());
    }

    @Test
    void itIsComparedWithAnotherEnvironment() {
        set("production", 12);
        set("staging", 10);
        scraped("production", "== 12");
        scraped("staging", "== 10");

        VerifyResult near = around.only(step(mine(), "<= 1.25 * staging", Duration.ZERO, 1, 0, 0));
        assertThat(near.detail()).isEqualTo("12, staging 10");
        assertThat(near.figures()).containsEntry("value", 12.0).containsEntry("staging", 10.0);
        assertThat(near.passed()).isTrue();
        assertThat(around.only(step(mine(), "<= 1.1 * staging", Duration.ZERO, 1, 0, 0))
                        .passed())
                .isFalse();
    }

    @Test
    void itIsComparedWithBeforeTheDeployment() {
        set("production", 5);
        scraped("production", "== 5");
        around.began = Instant.now();
        set("production", 9);
        scraped("production", "== 9");

        VerifyResult risen = around.only(step(mine(), "<= 1.5 * before", Duration.ZERO, 1, 0, 0));
        assertThat(risen.passed()).isFalse();
        assertThat(risen.detail()).startsWith("9, before 5: not <= 1.5 * before");
        assertThat(risen.figures()).containsEntry("before", 5.0);
        assertThat(around.only(step(mine(), "<= before + 4", Duration.ZERO, 1, 0, 0))
                        .passed())
                .isTrue();
    }

    @Test
    void whereThereIsNothingBeforeNoComparisonWithItHoldsAndAnotherConditionMay() {
        around.began = Instant.now().minus(Duration.ofDays(1));
        set("production", 1);
        scraped("production", "== 1");

        VerifyResult first = around.only(step(mine(), "<= before", Duration.ZERO, 1, 0, 0));
        assertThat(first.detail()).startsWith("1, before has no figure: not <= before");
        assertThat(around.only(step(mine(), "<= before or < 2", Duration.ZERO, 1, 0, 0))
                        .passed())
                .isTrue();
    }

    @Test
    void aWindowBeginsWithTheDelivery() {
        set("production", 100);
        scraped("production", "== 100");
        set("production", 1);
        scraped("production", "== 1");
        around.delivered = Instant.now();
        String most = "max(max_over_time(shop_errors{test=\"" + test + "\",environment=\"{environment}\"}[{window}]))";

        VerifyResult windowed = around.only(step(most, "< 2", Duration.ofSeconds(4), 1, 0, 0));

        assertThat(windowed.passed()).as(windowed.detail()).isTrue();
        assertThat(Duration.between(around.delivered, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(around.told).anyMatch(line -> line.contains("until the window has gone by"));
        around.delivered = Instant.now().minus(Duration.ofMinutes(5));
        assertThat(around.only(step(most, "< 2", Duration.ofMinutes(5), 1, 0, 0))
                        .passed())
                .isFalse();
    }

    @Test
    void aConditionThatMustHoldForAWhileFailsOnceItIsBroken() {
        set("production", 1);
        scraped("production", "== 1");
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> set("production", 7));

        VerifyResult result = around.only(step(mine(), "< 5", Duration.ZERO, 5, 20, 1));

        assertThat(result.passed()).isFalse();
        assertThat(result.detail()).contains("7: not < 5", "2 failures are one more than failures: 1 bears");
        assertThat(result.figures())
                .containsEntry("lowest", 1.0)
                .containsEntry("highest", 7.0)
                .containsEntry("failures", 2.0);
    }

    @Test
    void aQueryWithoutAFigureFailsUnlessTheStepSaysWhatThatMeans() {
        VerifyResult none = around.only(step(mine(), "< 1", Duration.ZERO, 1, 0, 0));
        assertThat(none.detail()).startsWith("the query gives no figure");
        VerifyResult zero = around.only(new VerifyStep.Prometheus(
                server,
                mine(),
                Duration.ZERO,
                MetricCondition.parse("< 1"),
                0.0,
                Around.timing(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), 0)));
        assertThat(zero.passed()).isTrue();
        assertThat(around.only(step("0 / 0", "< 1", Duration.ZERO, 1, 0, 0)).detail())
                .startsWith("the query gives no figure");
    }

    @Test
    void aBrokenQueryAndAServerThatIsNotThereSpeakOfTheWay() {
        VerifySteps.Outcome broken = around.run(step("sum(", "< 1", Duration.ZERO, 30, 0, 0));
        assertThat(broken.results().get(0).detail()).contains("answers 400", "parse error");
        assertThat(broken.results().get(0).figures()).containsEntry("tries", 1.0);
        assertThat(broken.failure()).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("Unanswered");
            assertThat(why.ofTheCommit()).isFalse();
        });
        assertThat(around.only(step("up or vector(1)", "< 9", Duration.ZERO, 1, 0, 0))
                        .detail())
                .contains("series; write one that gives one");
        server = "http://127.0.0.1:9";
        assertThat(around.run(step("up", "== 1", Duration.ZERO, 1, 0, 0)).failure())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo("Unanswered"));
    }
}
