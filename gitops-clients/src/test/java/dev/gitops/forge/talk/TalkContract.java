package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.PlayedHost;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Patience;
import dev.gitops.spi.CommitStatus;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What all hosts are told alike. Which requests that takes says each host's test. */
abstract class TalkContract {

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    static final String HEAD = "1".repeat(40);
    static final String PAGE = "https://jenkins.example.com/job/review/7/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "[gitops/review]: #\n";
    private static final String TEXT = MARK + "\n### gitops review: passed\n\nthe second look\n";

    private final FakeTime time = new FakeTime();
    private Forge forge;

    /** The client, whose own user is {@code bot}. */
    abstract Forge open(Patience patience);

    /** Lets the host tell its comments, the oldest first, on several pages where it has pages. */
    abstract void has(List<Remark> comments);

    abstract MappingBuilder writing();

    abstract MappingBuilder rewriting(Remark comment);

    abstract MappingBuilder setting();

    /** What a request says that writes or rewrites a comment. */
    abstract String said(JsonNode body);

    /** What a request says that sets a status: its state and description, and the rest as the host wants it. */
    abstract String status(JsonNode body);

    abstract String word(State state);

    static Forge open(ForgeProvider provider, String repository) {
        return PlayedHost.open(HOST, provider, repository);
    }

    /** Lets the host tell pages of a hundred comments, each with the address of the next in its header. */
    static void hasLinkedPages(String path, List<Remark> comments, Function<Remark, String> json) {
        int size = 100;
        for (int page = 1; (page - 1) * size <= comments.size(); page++) {
            int end = Math.min(comments.size(), page * size);
            String next = "<" + HOST.baseUrl() + path + "?page=" + (page + 1) + ">; rel=\"next\"";
            HOST.stubFor(get(urlPathEqualTo(path))
                    .withQueryParam("page", equalTo(Integer.toString(page)))
                    .willReturn(okJson(comments.subList((page - 1) * size, end).stream()
                                    .map(json)
                                    .collect(Collectors.joining(", ", "[", "]")))
                            .withHeader("Link", end < comments.size() ? next : "<x>; rel=\"first\"")));
        }
    }

    /** A status whose name and address stand in these fields. */
    static String status(JsonNode body, String name, String address) {
        assertThat(body.path(name).asText()).isEqualTo("gitops/review");
        assertThat(body.path(address).asText()).isEqualTo(PAGE);
        return body.path("state").asText() + ": " + body.path("description").asText();
    }

    @BeforeEach
    void connect() {
        forge = open(time.patience());
        has(List.of());
    }

    private void keep() {
        forge.keepComment(7, MARK, TEXT);
    }

    private List<LoggedRequest> changes() {
        return HOST.getAllServeEvents().stream()
                .map(event -> event.getRequest())
                .filter(request -> !request.getMethod().equals(RequestMethod.GET))
                .map(request -> LoggedRequest.createFrom(request))
                .toList();
    }

    private static JsonNode body(LoggedRequest request) {
        try {
            return JSON.readTree(request.getBody());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Remark own(long id, String text) {
        return new Remark(id, "bot", text);
    }

    @Test
    void writesOneCommentWhereThereIsNone() {
        HOST.stubFor(writing().willReturn(jsonResponse("{\"id\": 1}", 201)));
        keep();
        assertThat(changes())
                .singleElement()
                .satisfies(request -> assertThat(said(body(request))).isEqualTo(TEXT));
    }

    @Test
    void rewritesItsOwnAmongPagesOfOthersThatImitateIt() {
        List<Remark> comments = new ArrayList<>();
        for (int i = 1; i <= 250; i++) {
            comments.add(new Remark(i, i % 3 == 0 ? null : "mallory", MARK + "\n### gitops review: passed " + i));
        }
        comments.add(own(300, "> " + MARK + "\nis what I quoted"));
        comments.add(own(301, "Closed: nobody wants it any more"));
        comments.add(own(302, MARK + "\n### gitops review: blocked\n"));
        comments.add(new Remark(303, "bot2", TEXT));
        has(comments);
        HOST.stubFor(rewriting(comments.get(252)).willReturn(jsonResponse("{\"id\": 302}", 200)));
        keep();
        assertThat(changes())
                .singleElement()
                .satisfies(request -> assertThat(said(body(request))).isEqualTo(TEXT));
    }

    @Test
    void writesItsOwnWhereOthersHaveWrittenTheSame() {
        has(List.of(new Remark(1, "mallory", TEXT), new Remark(2, null, TEXT)));
        HOST.stubFor(writing().willReturn(jsonResponse("{\"id\": 3}", 201)));
        keep();
        assertThat(changes()).hasSize(1);
    }

    @Test
    void leavesAloneWhatSaysTheSame() {
        has(List.of(new Remark(1, "alice", "Why?"), own(2, TEXT.strip())));
        keep();
        assertThat(changes()).isEmpty();
    }

    @Test
    void looksAgainForACommentThatIsGone() {
        Remark known = own(2, MARK + "\nolder");
        has(List.of(known));
        HOST.stubFor(rewriting(known).willReturn(jsonResponse("{\"message\": \"not there\"}", 404)));
        assertThatThrownBy(this::keep).isInstanceOf(ForgeException.NotFound.class);
        assertThat(changes()).hasSize(2);
        has(List.of());
        HOST.stubFor(writing().willReturn(jsonResponse("{\"id\": 3}", 201)));
        keep();
        assertThat(changes()).hasSize(3);
    }

    @Test
    void writesNoSecondWhereTheAnswerWasLost() {
        HOST.stubFor(writing()
                .inScenario("lost")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("written"));
        HOST.stubFor(writing()
                .inScenario("lost")
                .whenScenarioStateIs("written")
                .willReturn(aResponse().withStatus(500)));
        assertThatThrownBy(this::keep).isInstanceOf(ForgeException.Unavailable.class);
        has(List.of(own(9, TEXT)));
        int before = changes().size();
        keep();
        assertThat(changes()).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void setsTheStatusOfTheCommit(State state) {
        HOST.stubFor(setting().willReturn(jsonResponse("{}", 201)));
        forge.status(7, HEAD, new CommitStatus("gitops/review", state, "2 findings, sha256:ab", Optional.of(PAGE)));
        assertThat(changes())
                .singleElement()
                .satisfies(request ->
                        assertThat(status(body(request))).isEqualTo(word(state) + ": 2 findings, sha256:ab"));
    }

    @Test
    void setsTheSameAgain() {
        HOST.stubFor(setting().willReturn(jsonResponse("{}", 201)));
        CommitStatus status = new CommitStatus("gitops/review", State.SUCCESS, "passed", Optional.of(PAGE));
        forge.status(7, HEAD, status);
        forge.status(7, HEAD, status);
        assertThat(changes()).hasSize(2);
        assertThat(body(changes().get(0))).isEqualTo(body(changes().get(1)));
    }

    @Test
    void keepsTheDescriptionToOneShortVisibleLine() {
        HOST.stubFor(setting().willReturn(jsonResponse("{}", 201)));
        String odd = "blocked\u202e by\nmallory\u0000 " + "\uD83D\uDE80".repeat(400);
        forge.status(7, HEAD, new CommitStatus("gitops/review", State.FAILURE, odd, Optional.of(PAGE)));
        assertThat(status(body(changes().get(0))))
                .doesNotContain("\n", "\u202e", "\u0000")
                .satisfies(text -> assertThat(text.codePoints().count()).isLessThan(160))
                .satisfies(text -> assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "403, dev.gitops.http.ForgeException$Forbidden",
        "404, dev.gitops.http.ForgeException$NotFound",
        "422, dev.gitops.http.ForgeException$Rejected",
        "400, dev.gitops.http.ForgeException$Rejected"
    })
    void tellsARefusalInTheHostsWords(int code, Class<? extends Throwable> failure) {
        HOST.stubFor(writing().willReturn(jsonResponse("{\"message\": \"no such luck\"}", code)));
        HOST.stubFor(setting().willReturn(jsonResponse("{\"message\": \"no such luck\"}", code)));
        assertThatThrownBy(this::keep)
                .isInstanceOf(failure)
                .hasMessageContaining("no such luck")
                .hasMessageContaining("comment on")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> forge.status(
                        7, HEAD, new CommitStatus("gitops/review", State.SUCCESS, "passed", Optional.of(PAGE))))
                .isInstanceOf(failure)
                .hasMessageContaining("set the status of");
    }

    @Test
    void waitsAsLongAsTheHostAsksFor() {
        HOST.stubFor(writing()
                .inScenario("limit")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "17"))
                .willSetStateTo("open"));
        HOST.stubFor(writing().inScenario("limit").whenScenarioStateIs("open").willReturn(jsonResponse("{}", 201)));
        keep();
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(17));
        assertThat(changes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"200", "203"})
    void knowsALoginPage(int code) {
        HOST.stubFor(writing()
                .willReturn(aResponse()
                        .withStatus(code)
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody("<html><form action=/login>")));
        assertThatThrownBy(this::keep)
                .isInstanceOf(ForgeException.Unexpected.class)
                .hasMessageContaining("login page");
    }

    @Test
    void saysHowLongACommentMayBe() {
        assertThat(forge.longestComment()).isEqualTo(longest());
        HOST.stubFor(writing().willReturn(jsonResponse("{\"id\": 1}", 201)));
        String text = MARK + "x".repeat(longest() - MARK.length());
        forge.keepComment(7, MARK, text);
        assertThat(said(body(changes().get(0)))).hasSize(longest());
    }

    abstract int longest();

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
