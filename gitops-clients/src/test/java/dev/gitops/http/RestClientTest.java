package dev.gitops.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.forge.FakeTime;
import dev.gitops.network.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {

    private static final String TOKEN = "t0ken-that-nobody-may-see";
    private static final Resource THING = Resource.of("things", "1");

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final FakeTime time = new FakeTime();
    private final List<String> told = new ArrayList<>();
    private Duration answer = Duration.ofSeconds(10);

    @Test
    void sendsTheTokenInAHeaderAndReadsTheAnswer() {
        HOST.stubFor(get("/api/things/1").willReturn(okJson("{\"name\": \"one\"}")));

        assertThat(call().get(THING).text("name")).isEqualTo("one");
        HOST.verify(getRequestedFor(urlEqualTo("/api/things/1"))
                .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                .withHeader("X-Version", equalTo("1")));
    }

    @Nested
    class WhenTheHostIsOverloaded {

        @ParameterizedTest
        @ValueSource(ints = {500, 502, 503, 504})
        void triesAgainWithGrowingPauses(int status) {
            answers(aResponse().withStatus(status), aResponse().withStatus(status), okJson("{\"name\": \"one\"}"));

            assertThat(call().get(THING).text("name")).isEqualTo("one");
            assertThat(time.sleeps()).hasSize(2);
            assertThat(time.sleeps().get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            assertThat(time.sleeps().get(1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(told).hasSize(2).first().asString().contains("Testhost").contains(String.valueOf(status));
        }

        @Test
        void waitsAsLongAsItIsAsked() {
            answers(
                    aResponse().withStatus(429).withHeader("Retry-After", "7"),
                    aResponse().withStatus(503).withHeader("Retry-After", "Sun, 22 Nov 2026 12:00:20 GMT"),
                    okJson("{}"));

            call().get(THING);

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(13));
        }

        @Test
        void waitsUntilTheRateLimitIsReset() {
            String reset = String.valueOf(FakeTime.START.plusSeconds(30).getEpochSecond());
            answers(
                    aResponse()
                            .withStatus(403)
                            .withHeader("X-RateLimit-Remaining", "0")
                            .withHeader("X-RateLimit-Reset", reset),
                    okJson("{}"));

            call().get(THING);

            assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(31));
        }

        @Test
        void waitsLongerEachTimeForALimitWhoseResetIsThatOfAnother() {
            String reset =
                    String.valueOf(FakeTime.START.plus(Duration.ofMinutes(48)).getEpochSecond());
            ResponseDefinitionBuilder limited = aResponse()
                    .withStatus(403)
                    .withHeader("X-RateLimit-Remaining", "4000")
                    .withHeader("X-RateLimit-Reset", reset)
                    .withBody("{\"message\": \"You have exceeded a secondary rate limit\"}");
            answers(limited, limited, okJson("{}"));

            client(Optional.of(TOKEN), Duration.ofMinutes(10))
                    .to("read the thing")
                    .get(THING);

            assertThat(time.sleeps()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
        }

        @Test
        void waitsAMinuteForASecondaryLimitThatNamesNoTime() {
            answers(
                    aResponse()
                            .withStatus(403)
                            .withBody("{\"message\": \"You have exceeded a secondary rate limit.\"}"),
                    okJson("{}"));

            call().get(THING);

            assertThat(time.sleeps()).containsExactly(Duration.ofMinutes(1));
        }

        @Test
        void givesUpAtOnceWhereTheWaitIsLongerThanTheBudget() {
            answers(aResponse().withStatus(429).withHeader("Retry-After", "3600"));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOfSatisfying(ForgeException.Unavailable.class, e -> {
                        assertThat(e.retryable()).isTrue();
                        assertThat(e.status()).isEqualTo(429);
                    })
                    .hasMessageContaining("try again after 60 minutes");
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void givesUpAfterSixAttemptsAndTellsWhatTheHostSaid() {
            answers(aResponse().withStatus(503).withBody("{\"message\": \"down for maintenance\"}"));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOf(ForgeException.Unavailable.class)
                    .hasMessageContaining(
                            "cannot read the thing: GET " + HOST.baseUrl() + "/api/things/1 failed, 6 times")
                    .hasMessageContaining("down for maintenance");
            HOST.verify(6, getRequestedFor(anyUrl()));
        }
    }

    @Nested
    class WhenTheHostRefuses {

        @ParameterizedTest
        @CsvSource({
            "401, Unauthorised, GITOPS_FORGE_TOKEN",
            "403, Forbidden, the token needs the scope test",
            "404, NotFound, that the token may read it",
            "410, NotFound, that the token may read it",
            "409, Conflict, look at what is there now",
            "422, Rejected, do what its message asks for",
            "405, Rejected, do what its message asks for"
        })
        void namesTheConditionTheRequestTheWordsAndWhatToDo(int status, String condition, String advice) {
            answers(aResponse().withStatus(status).withBody("{\"message\": \"no, " + TOKEN + "\"}"));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOfSatisfying(ForgeException.class, e -> {
                        assertThat(e.getClass().getSimpleName()).isEqualTo(condition);
                        assertThat(e.retryable()).isFalse();
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.words()).isEqualTo("no, ***");
                    })
                    .hasMessageContaining("cannot read the thing: GET " + HOST.baseUrl() + "/api/things/1")
                    .hasMessageContaining(advice)
                    .message()
                    .doesNotContain(TOKEN);
            HOST.verify(1, anyRequestedFor(anyUrl()));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"message\":\"Validation Failed\",\"errors\":[{\"field\":\"base\",\"code\":\"invalid\"}]} | Validation Failed; base: invalid",
                    "{\"message\":\"V\",\"errors\":[{\"message\":\"A pull request already exists\"}]} | V; A pull request already exists",
                    "{\"message\":[\"Another open merge request already exists: !5\"]} | Another open merge request already exists: !5",
                    "{\"message\":{\"title\":[\"is too long\"]}} | is too long",
                    "{\"error\":\"insufficient_scope\",\"error_description\":\"needs more\"} | needs more; insufficient_scope",
                    "{\"errors\":[{\"message\":\"no merge\",\"vetoes\":[{\"summaryMessage\":\"Needs approvals\"}]}]} | no merge; Needs approvals",
                    "<html>oops</html> | ''",
                    "'' | ''"
                })
        void findsTheWordsInEveryHostsShape(String body, String words) {
            answers(aResponse().withStatus(422).withBody(body));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOfSatisfying(
                            ForgeException.class, e -> assertThat(e.words()).isEqualTo(words));
        }

        @Test
        void cutsLongWordsAndDisarmsControlCharacters() {
            answers(aResponse().withStatus(400).withBody("{\"message\": \"a\\u001b[31m" + "x".repeat(2000) + "\"}"));

            assertThatThrownBy(() -> call().get(THING)).isInstanceOfSatisfying(ForgeException.class, e -> {
                assertThat(e.words()).startsWith("a [31mxxx").endsWith("...").hasSizeLessThan(420);
            });
        }

        @Test
        void saysThatNoTokenIsSet() {
            answers(aResponse().withStatus(401));

            assertThatThrownBy(
                            () -> client(Optional.empty()).to("read the thing").get(THING))
                    .hasMessageContaining("no token is set: set GITOPS_FORGE_TOKEN to one with the scope test");
        }

        @Test
        void takesAnAbsentThingForNoneWhereItIsLookedFor() {
            answers(aResponse().withStatus(404));

            assertThat(call().find(THING)).isEmpty();
        }
    }

    @Nested
    class WhenTheAnswerIsNoneOfTheHosts {

        @Test
        void namesAPageInsteadOfJson() {
            answers(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Log in</html>"));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOf(ForgeException.Unexpected.class)
                    .hasMessageContaining("text/html, not JSON")
                    .hasMessageContaining("login page");
        }

        @Test
        void namesJsonThatIsCutShort() {
            answers(okJson("{\"name\": \"on"));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOf(ForgeException.Unexpected.class)
                    .hasMessageContaining("broken or cut short");
        }

        @Test
        void namesAFieldThatIsMissing() {
            answers(okJson("{\"head\": {\"sha\": null}}"));

            assertThatThrownBy(() -> call().get(THING).text("head", "sha"))
                    .isInstanceOf(ForgeException.Unexpected.class)
                    .hasMessageContaining("without \"head.sha\"");
        }

        @Test
        void namesAListThatIsNone() {
            answers(okJson("{}"));

            assertThatThrownBy(() -> call().list(THING).toList())
                    .isInstanceOf(ForgeException.Unexpected.class)
                    .hasMessageContaining("without a list");
        }
    }

    @Nested
    class WhenTheAnswerRedirects {

        @Test
        void followsOnTheSameHostWithTheSameMethod() {
            HOST.stubFor(post("/api/things/1")
                    .willReturn(aResponse().withStatus(307).withHeader("Location", "/api/repositories/7")));
            HOST.stubFor(post("/api/repositories/7").willReturn(okJson("{\"name\": \"moved\"}")));

            assertThat(call().post(THING, Json.object()).text("name")).isEqualTo("moved");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://elsewhere.invalid/steal", "https://127.0.0.1/x", "//elsewhere.invalid/x", ""})
        void takesTheTokenToNoOtherHost(String location) {
            answers(aResponse().withStatus(302).withHeader("Location", location));

            assertThatThrownBy(() -> call().get(THING))
                    .isInstanceOf(ForgeException.Unexpected.class)
                    .hasMessageContaining("where the token is not sent");
        }

        @Test
        void endsARedirectInACircle() {
            answers(aResponse().withStatus(302).withHeader("Location", "/api/things/1"));

            assertThatThrownBy(() -> call().get(THING)).isInstanceOf(ForgeException.Unexpected.class);
            HOST.verify(4, getRequestedFor(anyUrl()));
        }
    }

    @Nested
    class WhenTheConnectionFails {

        @BeforeEach
        void hurry() {
            answer = Duration.ofMillis(600);
        }

        @Test
        void doesNotWaitForeverForASlowAnswer() {
            answers(aResponse().withFixedDelay(1200).withBody("{}"), okJson("{\"name\": \"one\"}"));

            assertThat(call().get(THING).text("name")).isEqualTo("one");
        }

        @Test
        void doesNotWaitForeverForABodyThatTrickles() {
            answers(okJson("{\"name\": \"one\"}").withChunkedDribbleDelay(5, 1500), okJson("{\"name\": \"two\"}"));

            assertThat(call().get(THING).text("name")).isEqualTo("two");
        }

        @Test
        void doesNotCreateTwiceWhatWasCreatedBeforeTheLoss() {
            answers(aResponse().withFault(Fault.EMPTY_RESPONSE));
            HOST.stubFor(get("/api/found").willReturn(okJson("{\"name\": \"found\"}")));

            Json made = call().postOnce(THING, Json.object(), () -> call().find(Resource.of("found")));

            assertThat(made.text("name")).isEqualTo("found");
            HOST.verify(1, postRequestedFor(anyUrl()));
        }

        @Test
        void createsAgainWhatWasNotCreatedBeforeTheLoss() {
            answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson("{\"name\": \"made\"}"));

            Json made = call().postOnce(THING, Json.object(), Optional::empty);

            assertThat(made.text("name")).isEqualTo("made");
            HOST.verify(2, postRequestedFor(anyUrl()));
        }

        @Test
        void looksBeforeItCreatesAgainAfterAnErrorOfTheServer() {
            answers(aResponse().withStatus(502));
            HOST.stubFor(get("/api/found").willReturn(okJson("{\"name\": \"found\"}")));

            assertThat(call().postOnce(THING, Json.object(), () -> call().find(Resource.of("found")))
                            .text("name"))
                    .isEqualTo("found");
        }

        @Test
        void saysThatNobodyListens() throws IOException {
            int free;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = socket.getLocalPort();
            }
            Host nobody = new Host(
                    "Testhost",
                    URI.create("http://127.0.0.1:" + free + "/"),
                    Login.NONE,
                    Map.of(),
                    "x",
                    Network.of(Map.of()));

            assertThatThrownBy(() -> new RestClient(nobody, time.patience(), told::add)
                            .to("read the thing")
                            .get(THING))
                    .isInstanceOfSatisfying(ForgeException.Unavailable.class, e -> {
                        assertThat(e.retryable()).isTrue();
                        assertThat(e.status()).isZero();
                    })
                    .hasMessageContaining("could not be connected to");
        }

        @Test
        void stopsWhereItIsInterrupted() {
            answers(okJson("{}"));
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> call().get(THING)).hasMessageContaining("was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class WhenAListHasPages {

        @Test
        void readsAsFarAsTheLinkHeaderLeads() {
            page(1, "[1, 2]", true);
            page(2, "[3]", false);

            assertThat(call().list(Resource.of("list")).map(Json::toString)).containsExactly("1", "2", "3");
        }

        @Test
        void readsNoFurtherThanNeeded() {
            page(1, "[1, 2]", true);

            assertThat(call().list(Resource.of("list")).findFirst()).isPresent();
            HOST.verify(1, getRequestedFor(anyUrl()));
        }

        @Test
        void readsValuesByTheirStart() {
            HOST.stubFor(get("/api/list?limit=2")
                    .willReturn(okJson("{\"values\": [1, 2], \"isLastPage\": false, \"nextPageStart\": 2}")));
            HOST.stubFor(
                    get("/api/list?limit=2&start=2").willReturn(okJson("{\"values\": [3], \"isLastPage\": true}")));

            assertThat(call().values(Resource.of("list").with("limit", 2)).map(Json::toString))
                    .containsExactly("1", "2", "3");
        }

        @Test
        void endsWhereThePagesGoInACircle() {
            HOST.stubFor(get(urlPathEqualTo("/api/list"))
                    .willReturn(okJson("{\"values\": [1], \"isLastPage\": false, \"nextPageStart\": 1}")));

            assertThat(call().values(Resource.of("list"))).hasSize(2);
        }

        private void page(int number, String items, boolean more) {
            ResponseDefinitionBuilder answer = okJson(items);
            if (more) {
                answer.withHeader("Link", "<http://elsewhere.invalid/?page=9>; rel=\"next\", <x>; rel=\"last\"");
            }
            HOST.stubFor(get(urlPathEqualTo("/api/list"))
                    .withQueryParam("page", equalTo(String.valueOf(number)))
                    .willReturn(answer));
        }
    }

    /** Answers of the thing, one after the other; the last one stays. */
    private static void answers(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            var stub = any(urlPathEqualTo("/api/things/1"))
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? "Started" : String.valueOf(i))
                    .willReturn(answers[i]);
            HOST.stubFor(i == answers.length - 1 ? stub : stub.willSetStateTo(String.valueOf(i + 1)));
        }
    }

    private Call call() {
        return client(Optional.of(TOKEN)).to("read the thing");
    }

    private RestClient client(Optional<String> token) {
        return client(token, time.patience().budget());
    }

    private RestClient client(Optional<String> token, Duration budget) {
        Host host = new Host(
                "Testhost",
                URI.create(HOST.baseUrl() + "/api/"),
                Login.token("Bearer", token),
                Map.of("X-Version", "1"),
                "the scope test",
                Network.of(Map.of()));
        Patience patience = time.patience(answer);
        return new RestClient(
                host,
                new Patience(
                        patience.attempts(),
                        budget,
                        patience.answer(),
                        patience.settling(),
                        patience.clock(),
                        patience.sleeper()),
                told::add);
    }
}
