package dev.gitops.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Settings;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.TestSettings;
import dev.gitops.http.ForgeException;
import dev.gitops.spi.Forge;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GitHubAppTest {

    private static final String API = "/api/v3";

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static KeyPair keys;

    private final FakeTime time = new FakeTime();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @Test
    void getsATokenForThisRepositoryAloneAndRenewsItBeforeItsEnd() {
        gives("first", time.instant().plus(Duration.ofHours(1)));
        HOST.stubFor(get(API + "/user").willReturn(okJson("{\"login\": \"someone\"}")));
        Forge forge = forge(pem());

        assertThat(forge.whoAmI()).isEqualTo("someone");
        HOST.verify(
                1,
                postRequestedFor(urlEqualTo(API + "/app/installations/5/access_tokens"))
                        .withHeader("Authorization", matching("Bearer ey.+"))
                        .withRequestBody(equalToJson("{\"repositories\": [\"infra\"]}")));

        time.patience().sleep(Duration.ofMinutes(56));
        gives("second", time.instant().plus(Duration.ofHours(1)));
        HOST.stubFor(get(API + "/repos/platform/infra/pulls/7")
                .withHeader("Authorization", equalTo("Bearer second"))
                .willReturn(aResponse().withStatus(404)));
        assertThatThrownBy(() -> forge.details(7)).isInstanceOf(ForgeException.NotFound.class);
    }

    @Test
    void getsAnotherTokenWhereTheHostTakesTheOldOneNoMore() {
        gives("second", time.instant().plus(Duration.ofHours(1)));
        HOST.stubFor(get(API + "/user")
                .inScenario("revoked")
                .willReturn(jsonResponse("{\"message\": \"Bad credentials\"}", 401))
                .willSetStateTo("renewed"));
        HOST.stubFor(get(API + "/user")
                .inScenario("revoked")
                .whenScenarioStateIs("renewed")
                .willReturn(okJson("{\"login\": \"someone\"}")));
        Forge forge = forge(pem());
        assertThatThrownBy(forge::whoAmI)
                .as("a token that is refused as soon as it is got is not got again")
                .isInstanceOf(ForgeException.Unauthorised.class)
                .hasMessageContaining("the token of the GitHub App 1234");

        time.patience().sleep(Duration.ofMinutes(1));
        assertThat(forge.whoAmI()).isEqualTo("someone");
    }

    @Test
    void saysWhoItIsByASignedTokenOfTenMinutes() throws Exception {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        String[] parts = GitHubApp.of(settings(pem())).orElseThrow().token(now).split("\\.");

        var claims = new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("1234");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isLessThanOrEqualTo(600);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void readsTheKeyAsGitHubGivesItFromAFile() throws Exception {
        // PKCS #1 is what PKCS #8 wraps: 26 bytes come before it in a key of 2048 bits.
        byte[] inner = Arrays.copyOfRange(
                keys.getPrivate().getEncoded(), 26, keys.getPrivate().getEncoded().length);
        Path file = Files.writeString(folder.resolve("key.pem"), pem("RSA PRIVATE KEY", inner));

        assertThat(GitHubApp.of(settings(file.toString())).orElseThrow().key()).isEqualTo(keys.getPrivate());
    }

    @Test
    void refusesAKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> GitHubApp.of(
                        settings("-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_FORGE_APP_KEY")
                .message()
                .doesNotContain("c2VjcmV0");
        assertThatThrownBy(() -> GitHubApp.of(TestSettings.of("GITOPS_FORGE_APP_ID", "1234")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("set both");
    }

    @Test
    void knowsTheInstallationWhoseTokenMayNotAskForItsUser() {
        HOST.stubFor(get(API + "/user")
                .willReturn(jsonResponse("{\"message\": \"Resource not accessible by integration\"}", 403)));
        HOST.stubFor(
                post("/api/graphql").willReturn(okJson("{\"data\": {\"viewer\": {\"login\": \"our-tool[bot]\"}}}")));

        assertThat(new GitHubProvider(time.patience())
                        .open(
                                Optional.of(URI.create(HOST.baseUrl())),
                                "git@git.example.com:platform/infra.git",
                                TestSettings.withToken("ghs_installation"))
                        .whoAmI())
                .isEqualTo("our-tool[bot]");
    }

    private static void gives(String token, Instant end) {
        HOST.stubFor(get(API + "/repos/platform/infra/installation").willReturn(okJson("{\"id\": 5}")));
        HOST.stubFor(post(API + "/app/installations/5/access_tokens")
                .willReturn(created().withBody("{\"token\": \"" + token + "\", \"expires_at\": \"" + end + "\"}")));
    }

    private Forge forge(String key) {
        return new GitHubProvider(time.patience())
                .open(Optional.of(URI.create(HOST.baseUrl())), "git@git.example.com:platform/infra.git", settings(key));
    }

    private Settings settings(String key) {
        return Settings.builder()
                .from(TestSettings.of("GITOPS_FORGE_APP_ID", "1234", "GITOPS_FORGE_APP_KEY", key))
                .clock(time)
                .build();
    }

    private static String pem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String pem(String name, byte[] key) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + name
                + "-----\n";
    }
}
