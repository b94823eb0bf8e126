package dev.gitops.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Progress;
import dev.gitops.http.Patience;
import dev.gitops.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String MANIFEST = "/v2/team/shop/manifests/1.2";
    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path docker;

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    private static String host() {
        return "127.0.0.1:" + SERVER.port();
    }

    private static ImageRef image() {
        return ImageRef.parse(host() + "/team/shop:1.2");
    }

    private Registries registries() {
        return registries(Map.of("DOCKER_CONFIG", docker.toString()));
    }

    private Registries registries(Map<String, String> environment) {
        return registries(environment, Duration.ofSeconds(30));
    }

    private Registries registries(Map<String, String> environment, Duration answer) {
        Http http = new Http(
                Network.of(Map.of()),
                new Patience(5, Duration.ofMinutes(2), answer, Duration.ZERO, Clock.systemUTC(), pauses::add),
                Progress.SILENT);
        return new Registries(http, new Authorization(http, DockerCredentials.of(environment)));
    }

    private void login(String json) throws IOException {
        Files.writeString(docker.resolve("config.json"), json.replace('\'', '"').replace("HOST", host()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MappingBuilder found(MappingBuilder request) {
        return request.willReturn(aResponse().withHeader("Docker-Content-Digest", DIGEST));
    }

    private RegistryException failure() {
        RegistryException failure =
                catchThrowableOfType(RegistryException.class, () -> registries().digest(image()));
        assertThat(failure).isNotNull().hasMessageContaining("asked " + host()).hasMessageContaining("team/shop:1.2");
        assertThat(failure.registry()).isEqualTo(host());
        return failure;
    }

    @Nested
    class AnOpenRegistry {

        @Test
        void tellsTheDigestOfATag() {
            SERVER.stubFor(found(head(urlEqualTo(MANIFEST))
                    .withHeader("Accept", containing("application/vnd.oci.image.index.v1+json"))
                    .withHeader("Accept", containing("application/vnd.oci.image.manifest.v1+json"))
                    .withHeader("Accept", containing("application/vnd.docker.distribution.manifest.list.v2+json"))
                    .withHeader("Accept", containing("application/vnd.docker.distribution.manifest.v2+json"))
                    .withHeader("Authorization", absent())));
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
            assertThat(registries().pin(image())).hasToString(image() + "@" + DIGEST);
            assertThat(registries().exists(image())).isTrue();
        }

        @Test
        void isAskedForLatestWhereNoTagIsGiven() {
            SERVER.stubFor(found(head(urlEqualTo("/v2/shop/manifests/latest"))));
            assertThat(registries().digest(ImageRef.parse(host() + "/shop"))).isEqualTo(DIGEST);
        }

        @Test
        void isNotAskedToPinWhatHasADigest() {
            ImageRef pinned = image().withDigest(DIGEST);
            assertThat(registries().pin(pinned)).isSameAs(pinned);
            assertThat(SERVER.getAllServeEvents()).isEmpty();
        }

        @Test
        void tellsWhetherADigestIsThere() {
            SERVER.stubFor(found(head(urlEqualTo("/v2/team/shop/manifests/" + DIGEST))));
            assertThat(registries().exists(image().withDigest(DIGEST))).isTrue();
            assertThat(registries().exists(image().withDigest("sha256:" + "f".repeat(64))))
                    .isFalse();
        }

        @Test
        void thatTellsNoDigestIsAskedForTheManifestItself() {
            SERVER.stubFor(head(urlEqualTo(MANIFEST)).willReturn(aResponse()));
            SERVER.stubFor(get(urlEqualTo(MANIFEST)).willReturn(aResponse().withBody("{}")));
            assertThat(registries().digest(image()))
                    .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        }

        @Test
        void withoutTheImageIsAClearError() {
            SERVER.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(404)));
            assertThat(registries().exists(image())).isFalse();
            assertThat(failure()).hasMessageContaining("there is no such image");
        }

        @Test
        void thatAnswersWithAnotherDigestIsNotBelieved() {
            SERVER.stubFor(found(head(anyUrl())));
            ImageRef other = image().withDigest("sha256:" + "f".repeat(64));
            assertThatThrownBy(() -> registries().exists(other)).hasMessageContaining("another digest");
        }

        @Test
        void thatAnswersWithNonsenseIsNotBelieved() {
            SERVER.stubFor(head(anyUrl()).willReturn(aResponse().withHeader("Docker-Content-Digest", "sha256:$(id)")));
            assertThat(failure()).hasMessageContaining("a digest that is none");
        }
    }

    @Nested
    class ABusyRegistry {

        @ParameterizedTest
        @ValueSource(ints = {429, 500, 502, 503, 504})
        void isAskedAgain(int status) {
            SERVER.stubFor(head(urlEqualTo(MANIFEST))
                    .inScenario("busy")
                    .whenScenarioStateIs(Scenario.STARTED)
                    .willReturn(aResponse().withStatus(status).withHeader("Retry-After", "7"))
                    .willSetStateTo("calm"));
            SERVER.stubFor(found(head(urlEqualTo(MANIFEST))).inScenario("busy").whenScenarioStateIs("calm"));
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
            assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        }

        @Test
        void isGivenUpAfterFiveTries() {
            SERVER.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(503)));
            RegistryException failure = failure();
            assertThat(failure.status()).hasValue(503);
            assertThat(failure.retryable()).isTrue();
            SERVER.verify(5, headRequestedFor(anyUrl()));
        }

        @Test
        void thatAsksForALongWaitIsGivenUpAtOnce() {
            SERVER.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3600")));
            assertThat(failure()).hasMessageContaining("quota");
            assertThat(pauses).isEmpty();
        }

        @Test
        void thatCannotBeReachedIsAClearError() {
            ImageRef nobody = ImageRef.parse("127.0.0.1:1/a:1");
            assertThatThrownBy(() -> registries().digest(nobody))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(pauses).hasSize(4);
        }
    }

    @Nested
    class ARegistryWithTokens {

        private void challenge(String realm) {
            String header = "Bearer realm=\"" + realm + "\",service=\"reg\",scope=\"repository:other:push\"";
            SERVER.stubFor(any(urlEqualTo(MANIFEST))
                    .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", header)));
            SERVER.stubFor(found(head(urlEqualTo(MANIFEST)).withHeader("Authorization", equalTo("Bearer t0k"))));
        }

        @Test
        void getsATokenForPullingThisRepositoryOnly() {
            challenge("http://" + host() + "/token");
            SERVER.stubFor(get(urlPathEqualTo("/token")).willReturn(aResponse().withBody("{\"token\": \"t0k\"}")));
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
            SERVER.verify(getRequestedFor(urlPathEqualTo("/token"))
                    .withQueryParam("service", equalTo("reg"))
                    .withQueryParam("scope", equalTo("repository:team/shop:pull"))
                    .withHeader("Authorization", absent()));
        }

        @Test
        void getsTheTokenWithDockersLogin() throws IOException {
            login("{'auths': {'https://HOST/v1/': {'auth': '" + base64("bob:hunter2") + "'}}}");
            challenge("http://" + host() + "/token");
            SERVER.stubFor(get(urlPathEqualTo("/token"))
                    .withBasicAuth("bob", "hunter2")
                    .willReturn(aResponse().withBody("{\"access_token\": \"t0k\"}")));
            Registries registries = registries();
            assertThat(registries.digest(image())).isEqualTo(DIGEST);
            assertThat(registries.digest(image())).isEqualTo(DIGEST);
            SERVER.verify(1, getRequestedFor(urlPathEqualTo("/token")));
        }

        @Test
        void getsTheTokenWithAnIdentityToken() throws IOException {
            login("{'auths': {'HOST': {'identitytoken': 'id&t'}}}");
            challenge("http://" + host() + "/token");
            SERVER.stubFor(post("/token").willReturn(aResponse().withBody("{\"access_token\": \"t0k\"}")));
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
            SERVER.verify(postRequestedFor(urlEqualTo("/token"))
                    .withRequestBody(containing("grant_type=refresh_token"))
                    .withRequestBody(containing("refresh_token=id%26t")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://example.com/token",
                    "ftp://127.0.0.1/token",
                    "file:///etc/passwd",
                    "/token",
                    "http://bob@127.0.0.1/t",
                    "%"
                })
        void thatNamesAnUnsafeTokenServiceGetsNoCredentials(String realm) throws IOException {
            login("{'auths': {'HOST': {'auth': '" + base64("bob:hunter2") + "'}}}");
            challenge(realm);
            assertThat(failure())
                    .hasMessageContaining("token service that is not https")
                    .hasMessageNotContaining("hunter2");
        }

        @Test
        void thatRefusesTheLoginIsAClearErrorWithoutTheSecret() throws IOException {
            login("{'auths': {'HOST': {'username': 'bob', 'password': 'hunter2'}}}");
            challenge("http://" + host() + "/token");
            SERVER.stubFor(get(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(401)));
            assertThat(failure())
                    .hasMessageContaining("user bob of")
                    .hasMessageContaining("docker login")
                    .hasMessageNotContaining("hunter2");
        }

        @Test
        @Timeout(60)
        void thatTricklesItsTokenIsNotWaitedForWithoutEnd() {
            challenge("http://" + host() + "/token");
            SERVER.stubFor(get(urlPathEqualTo("/token"))
                    .willReturn(aResponse()
                            .withBody("{\"token\": \"" + "t".repeat(2_000) + "\"}")
                            .withChunkedDribbleDelay(1_000, 600_000)));
            Registries impatient = registries(Map.of("DOCKER_CONFIG", docker.toString()), Duration.ofMillis(400));
            assertThatThrownBy(() -> impatient.digest(image()))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("HttpTimeoutException");
            assertThat(pauses).hasSize(4);
        }

        @Test
        void thatGivesNoTokenIsAClearError() {
            challenge("http://" + host() + "/token");
            SERVER.stubFor(get(urlPathEqualTo("/token")).willReturn(aResponse().withBody("{\"token\": ")));
            assertThat(failure()).hasMessageContaining("answered without a token");
        }
    }

    @Nested
    class ARegistryWithPasswords {

        @BeforeEach
        void challenge() {
            SERVER.stubFor(any(anyUrl())
                    .willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"a, b=c\"")));
            SERVER.stubFor(found(head(urlEqualTo(MANIFEST)).withBasicAuth("bob", "hunter:2")));
        }

        @Test
        void getsDockersLogin() throws IOException {
            login("{'auths': {'other': {'auth': 'eA=='}, 'HOST': {'auth': '" + base64("bob:hunter:2") + "'}}}");
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
        }

        @Test
        void isAClearErrorWithoutALogin() {
            assertThat(failure()).hasMessageContaining("docker login " + host()).hasMessageContaining("DOCKER_CONFIG");
        }

        @Test
        void isAClearErrorWithABrokenFile() throws IOException {
            login("{'auths': hunter2");
            assertThatThrownBy(() -> registries().digest(image()))
                    .hasMessageContaining("config.json")
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void asksACredentialHelperOnItsInputOnly() throws IOException {
            Path helper = Files.writeString(
                    docker.resolve("docker-credential-fake"),
                    "#!/bin/sh\n[ $# = 1 ] && [ \"$1\" = get ] || exit 3\nread -r server || true\n"
                            + "[ \"$server\" = \"" + host()
                            + "\" ] || { echo credentials not found in native keychain; exit 1; }\n"
                            + "printf '{\"ServerURL\":\"x\",\"Username\":\"bob\",\"Secret\":\"hunter:2\"}'\n");
            Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
            Map<String, String> environment = Map.of("DOCKER_CONFIG", docker.toString(), "PATH", docker.toString());
            login("{'credHelpers': {'HOST': 'fake'}}");
            assertThat(registries(environment).digest(image())).isEqualTo(DIGEST);
            login("{'credsStore': 'fake'}");
            assertThat(registries(environment).digest(image())).isEqualTo(DIGEST);
            assertThat(DockerCredentials.of(environment).of(Host.of(ImageRef.parse("other.example.com/a"))))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"../evil", "a b", "missing", "a;b"})
        void refusesAHelperThatIsNoProgram(String name) throws IOException {
            login("{'credsStore': '" + name + "'}");
            assertThatThrownBy(() -> registries().digest(image())).isInstanceOf(RegistryException.class);
        }
    }

    @Nested
    class ARedirect {

        @Test
        void toAnotherHostCarriesNoCredentials() throws IOException {
            login("{'auths': {'HOST': {'auth': '" + base64("bob:x") + "'}}}");
            WireMockServer other =
                    new WireMockServer(options().dynamicHttpsPort().httpDisabled(true));
            other.start();
            try {
                SERVER.stubFor(
                        head(anyUrl()).willReturn(aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic")));
                SERVER.stubFor(head(anyUrl())
                        .withBasicAuth("bob", "x")
                        .willReturn(aResponse().withStatus(307).withHeader("Location", "http://127.0.0.1:1/x")));
                assertThat(failure()).hasMessageContaining("redirects to a place that is not https");
            } finally {
                other.stop();
            }
        }

        @Test
        void withinTheRegistryIsFollowed() {
            SERVER.stubFor(head(urlEqualTo(MANIFEST))
                    .willReturn(aResponse().withStatus(307).withHeader("Location", "/moved")));
            SERVER.stubFor(found(head(urlEqualTo("/moved"))));
            assertThat(registries().digest(image())).isEqualTo(DIGEST);
        }

        @Test
        void withoutEndIsGivenUp() {
            SERVER.stubFor(head(anyUrl()).willReturn(aResponse().withStatus(302).withHeader("Location", "/again")));
            assertThat(failure()).hasMessageContaining("redirects more than 5 times");
        }
    }

    @Nested
    class AHost {

        @ParameterizedTest
        @ValueSource(strings = {"localhost/a", "localhost:5000/a", "127.0.0.1:5000/a", "127.9.9.9/a", "[::1]:5000/a"})
        void ofThisMachineIsSpokenToInTheOpen(String image) {
            assertThat(Host.of(ImageRef.parse(image)).api().getScheme()).isEqualTo("http");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1.example.com/a",
                    "localhost.example.com/a",
                    "registry.example.com:5000/a",
                    "10.0.0.1:5000/a",
                    "[::2]/a"
                })
        void elsewhereIsSpokenToInSecret(String image) {
            assertThat(Host.of(ImageRef.parse(image)).api().getScheme()).isEqualTo("https");
        }

        @Test
        void ofDockerHubHasAnotherName() {
            Host hub = Host.of(ImageRef.parse("nginx:1"));
            assertThat(hub.name()).isEqualTo("docker.io");
            assertThat(hub.manifest(ImageRef.parse("nginx:1")))
                    .hasToString("https://registry-1.docker.io/v2/library/nginx/manifests/1");
        }
    }
}
