package dev.gitops.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.CancelledException;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.Settings;
import dev.gitops.api.model.GateSpec;
import dev.gitops.api.model.GateSpec.Before;
import dev.gitops.policy.Obstacle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gates are asked over real HTTP. */
class GatekeeperTest {

    private static final GateQuestion QUESTION = new GateQuestion(
            "shop",
            "production",
            Operation.PROMOTE,
            Optional.of("staging"),
            List.of(new ReleasedImage("shop", ImageRef.parse("registry.example.com/shop:1.1.0"))),
            Optional.empty());

    @TempDir
    Path folder;

    private GateServer server;

    @BeforeEach
    void start() throws Exception {
        server = new GateServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Settings settings(Map<String, String> variables) {
        return Settings.builder()
                .cacheFolder(folder)
                .actor("alice")
                .environment(variables)
                .build();
    }

    private Settings known() {
        return settings(Map.of("GITOPS_GATE_KEY", GateServer.KEY, "GITOPS_GATE_ORIGIN", server.url()));
    }

    private Gatekeeper keeper(Settings settings, Duration deadline) {
        GateSpec gate = new GateSpec(
                "ticket",
                server.url() + "/gates/{app}/{environment}",
                Before.PROMOTION,
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                deadline);
        return Gatekeeper.of(List.of(gate), Before.PROMOTION, settings);
    }

    private Optional<String> told(Settings settings, Duration deadline) {
        return keeper(settings, deadline).ask(QUESTION).map(Obstacle::text);
    }

    @Test
    void areAskedSignedAndWithOneIdUntilTheySayYes() {
        server.says(200, "{\"verdict\": \"later\", \"reason\": \"tests run\"}")
                .says(503, "")
                .says(200, "{\"verdict\": \"yes\", \"reason\": \"CHG-42\"}");
        Gatekeeper keeper = keeper(known(), Duration.ofSeconds(20));
        assertThat(keeper.ask(QUESTION)).isEmpty();
        assertThat(server.asked()).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.signed()).isTrue();
            assertThat(asked.path()).isEqualTo("/gates/shop/production");
            assertThat(asked)
                    .extracting(GateServer.Asked::id, GateServer.Asked::body)
                    .containsExactly(
                            server.asked().get(0).id(), server.asked().get(0).body());
        });
        assertThat(server.asked().get(0).body())
                .contains("\"operation\":\"promote\"", "\"from\":\"staging\"", "registry.example.com/shop:1.1.0");
        assertThat(keeper.evidence())
                .singleElement()
                .asString()
                .contains(
                        "gate ticket said yes", "CHG-42", server.asked().get(0).id());
        assertThat(keeper.unasked(QUESTION)).isEmpty();
    }

    @Test
    void passNothingTheyWereNotAskedAbout() {
        server.says(200, "{\"verdict\": \"yes\"}");
        Gatekeeper keeper = keeper(known(), Duration.ofSeconds(1));
        keeper.ask(QUESTION);
        GateQuestion other = new GateQuestion(
                "shop",
                "production",
                Operation.PROMOTE,
                Optional.of("staging"),
                List.of(new ReleasedImage("shop", ImageRef.parse("registry.example.com/shop:1.2.0"))),
                Optional.empty());
        assertThat(keeper.unasked(other)).isPresent();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            200 | {"verdict": "no", "reason": "frozen budget"}   | says no (frozen budget)
            200 | {"verdict": "NO"}                              | says no
            200 | {"verdict": "maybe"}                           | a verdict that is none of yes, no and later
            200 | {"verdict": true}                              | an answer without a verdict
            200 | [1, 2]                                         | an answer without a verdict
            200 | <html>yes</html>                               | an answer that is no JSON
            200 | {"verdict": "no", "verdict": "yes"}            | an answer that is no JSON
            200 | {"verdict": "yes"} {"verdict": "no"}           | an answer that is no JSON
            200 | yes                                            | an answer that is no JSON
            201 | {"verdict": "yes"}                             | status 201 instead of 200
            404 | {"verdict": "yes"}                             | status 404 instead of 200
            500 | ""                                             | status 500 instead of 200
            200 | {"verdict": "later", "reason": "soon"}         | said later (soon) until its deadline of 0s, which is a no
            """)
    void areNoWhereTheyDoNotSayYesInTime(int status, String body, String told) {
        server.says(status, body);
        assertThat(told(known(), Duration.ofMillis(50)))
                .hasValueSatisfying(text -> assertThat(text).contains(told));
    }

    @Test
    void areNotFollowedElsewhere() throws Exception {
        try (GateServer elsewhere = new GateServer().says(200, "{\"verdict\": \"yes\"}")) {
            server.redirects(elsewhere.url() + "/gates/shop/production");
            assertThat(told(known(), Duration.ofMillis(50)))
                    .hasValueSatisfying(text -> assertThat(text).contains("status 307 instead of 200"));
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void areNotAskedWithoutAKeyOfTheirOrigin() {
        server.says(200, "{\"verdict\": \"yes\"}");
        for (Map<String, String> variables : List.of(
                Map.<String, String>of(),
                Map.of("GITOPS_GATE_KEY", GateServer.KEY),
                Map.of("GITOPS_GATE_KEY", GateServer.KEY, "GITOPS_GATE_ORIGIN", "https://change.example.com"))) {
            assertThat(told(settings(variables), Duration.ofMillis(50)))
                    .hasValueSatisfying(text -> assertThat(text).contains("there is no key for " + server.url()));
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void sayNothingThatIsShownAsMoreThanWords() {
        server.says(
                200,
                "{\"verdict\": \"no\", \"reason\": \"\\u001b[31m$(touch pwned)\\n; `x` " + GateServer.KEY + " "
                        + "y".repeat(5000) + "\"}");
        assertThat(told(known(), Duration.ofMillis(50)))
                .hasValueSatisfying(text -> assertThat(text)
                        .hasSizeLessThan(700)
                        .doesNotContain("\u001b", "\n", GateServer.KEY)
                        .contains("[redacted]"));
    }

    @Test
    void endTheWaitingWhereTheThreadIsToldToStop() {
        Thread asking = Thread.currentThread();
        server.says(200, "{\"verdict\": \"later\"}").meanwhile(asking::interrupt);
        assertThatThrownBy(() -> told(known(), Duration.ofSeconds(60))).isInstanceOf(CancelledException.class);
        Thread.interrupted();
    }

    @Test
    void areClosedWhereNobodyIsThere() {
        String url = server.url();
        server.close();
        GateSpec gate = new GateSpec(
                "ticket", url, Before.PROMOTION, Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofMillis(50));
        Settings settings = settings(Map.of("GITOPS_GATE_KEY", GateServer.KEY, "GITOPS_GATE_ORIGIN", url));
        assertThat(Gatekeeper.of(List.of(gate), Before.PROMOTION, settings)
                        .ask(QUESTION)
                        .map(Obstacle::text))
                .hasValueSatisfying(text -> assertThat(text).contains("gate ticket did not answer"));
    }
}
