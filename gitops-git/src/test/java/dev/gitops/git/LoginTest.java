package dev.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.Origin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where logins go. Hosts are two servers of this machine that refuse everything and remember what they were sent. */
class LoginTest {

    private static final String COMMIT = "0123456789012345678901234567890123456789";

    @TempDir
    Path folder;

    private final Map<String, String> variables =
            new HashMap<>(Map.of("GITOPS_GIT_USER", "deliver", "GITOPS_GIT_PASSWORD", "config-repo-password"));
    private FakeHost config = new FakeHost();
    private FakeHost other = new FakeHost();

    @BeforeEach
    void start() throws Exception {
        config = FakeHost.start();
        other = FakeHost.start();
    }

    @AfterEach
    void stop() {
        config.stop();
        other.stop();
    }

    private ConfigRepository open(String url) {
        return ConfigRepository.open(Writer.options(url, folder.resolve("cache"))
                .environment(variables)
                .build());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theConfigRepositorysGoesToItsOwnOrigin() {
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.class);
        }
        assertThat(config.logins).contains(basic("deliver", "config-repo-password"));
    }

    private ConfigRepository openWith(String url, dev.gitops.api.Credentials... given) {
        return ConfigRepository.open(Writer.options(url, folder.resolve("cache"))
                .environment(variables)
                .addCredentials(given)
                .build());
    }

    @Test
    void credentialsInCodeGoToTheirOriginInPlaceOfTheVariables() {
        var given = dev.gitops.api.Credentials.of(config.url()).login("robot", "given-password");
        try (ConfigRepository repository = openWith(config.url(), given)) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("robot with a password")
                    .hasMessageNotContaining("given-password");
        }
        assertThat(config.logins).isNotEmpty().containsOnly(basic("robot", "given-password"));
    }

    @Test
    void aTokenInCodeIsThePasswordOfAUserThatHostsExpect() {
        var given = dev.gitops.api.Credentials.of(config.url()).token("given-token\n");
        try (ConfigRepository repository = openWith(config.url(), given)) {
            assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.class);
        }
        assertThat(config.logins).isNotEmpty().containsOnly(basic("git", "given-token"));
    }

    @Test
    void credentialsInCodeGoNowhereElse() {
        variables.clear();
        var given = dev.gitops.api.Credentials.of(config.url()).login("robot", "given-password");
        try (ConfigRepository repository = openWith(other.url(), given)) {
            assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.class);
        }
        try (ConfigRepository repository = openWith(config.url(), given)) {
            assertThatThrownBy(() -> repository.commitTime(other.url(), COMMIT)).isInstanceOf(GitException.class);
        }
        assertThat(other.requests).isNotEmpty();
        assertThat(other.logins).isEmpty();
    }

    @Test
    void theConfigRepositorysDoesNotGoToASourceElsewhere() {
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.isAncestor(other.url(), COMMIT, "1" + COMMIT.substring(1)))
                    .isInstanceOf(GitException.class)
                    .hasMessageContaining("GITOPS_SOURCE_ORIGIN");
            assertThatThrownBy(() -> repository.commitTime(other.url(), COMMIT)).isInstanceOf(GitException.class);
        }
        assertThat(other.requests).isNotEmpty();
        assertThat(other.logins).isEmpty();
    }

    @Test
    void aSourceBesideTheConfigRepositoryTakesItsLogin() {
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.commitTime(config.url() + "/source", COMMIT))
                    .isInstanceOf(GitException.class);
        }
        assertThat(config.logins).contains(basic("deliver", "config-repo-password"));
    }

    @Test
    void aSourcesOwnGoesToTheOriginsThatItWasGivenFor() {
        variables.putAll(Map.of("GITOPS_SOURCE_USER", "reader", "GITOPS_SOURCE_PASSWORD", "source-password"));
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.commitTime(other.url(), COMMIT)).isInstanceOf(GitException.class);
        }
        assertThat(other.logins).isEmpty();
        variables.put("GITOPS_SOURCE_ORIGIN", "https://git.example.com, " + other.url());
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.commitTime(other.url(), COMMIT)).isInstanceOf(GitException.class);
        }
        assertThat(other.logins).containsOnly(basic("reader", "source-password"));
    }

    @Test
    void aRepositoryOfAnotherOriginThanTheOneItWasGivenForGetsNone() {
        try (ConfigRepository repository = ConfigRepository.open(Writer.options(other.url(), folder.resolve("cache"))
                .environment(variables)
                .loginOrigins(Set.of(Origin.of(config.url()).orElseThrow()))
                .build())) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("GITOPS_GIT_ORIGIN");
        }
        assertThat(other.logins).isEmpty();
    }

    @Test
    void noneFollowsARedirectToAnotherHost() {
        config.redirect = other.url();
        try (ConfigRepository repository = open(config.url())) {
            assertThatThrownBy(() -> repository.tip("main")).isInstanceOf(GitException.class);
        }
        assertThat(config.logins).isNotEmpty();
        assertThat(other.requests).isNotEmpty();
        assertThat(other.logins).isEmpty();
    }

    @Test
    void noneGoesOverPlainHttpToAnotherMachine() {
        try (ConfigRepository repository = open("http://git.example.com/infra.git")) {
            assertThatThrownBy(() -> repository.tip("main"))
                    .isInstanceOf(GitException.AuthenticationFailed.class)
                    .hasMessageContaining("plain http")
                    .hasMessageContaining("GITOPS_PLAIN_HTTP=http://git.example.com")
                    .hasMessageNotContaining("config-repo-password");
        }
    }

    @Test
    void anAnchorHasItsOwn() {
        variables.put("GITOPS_ANCHOR_PASSWORD", "anchor-password");
        assertThatThrownBy(() -> TagRepository.open(other.url(), variables).newest("audit/x"))
                .isInstanceOf(GitException.AuthenticationFailed.class)
                .hasMessageContaining("GITOPS_ANCHOR_PASSWORD");
        assertThat(other.logins).containsOnly(basic("git", "anchor-password"));
        variables.remove("GITOPS_ANCHOR_PASSWORD");
        other.logins.clear();
        assertThatThrownBy(() -> TagRepository.open(other.url(), variables).newest("audit/x"))
                .isInstanceOf(GitException.class);
        assertThat(other.logins).isEmpty();
    }

    @Test
    void anAddressesOwnIsNeverRepeated() {
        for (String url : List.of(
                "ftp://deliver:hunter2@git.example.com/x",
                "https://deliver:hun/ter2@git.example.com/ x",
                "deliver:hunter2@git.example.com:x\u0000")) {
            assertThatThrownBy(() -> open(url)).hasMessageNotContaining("ter2");
        }
        try (ConfigRepository repository = open(config.url().replace("http://", "http://someone:hunter2@"))) {
            variables.clear();
            assertThatThrownBy(() -> repository.tip("main")).hasMessageNotContaining("hunter2");
            assertThat(repository.url()).doesNotContain("hunter2");
        }
    }

    /** Answers 401 to all, or redirects. */
    private static final class FakeHost {

        final List<String> requests = new CopyOnWriteArrayList<>();
        final List<String> logins = new CopyOnWriteArrayList<>();
        volatile String redirect = "";
        private HttpServer server;

        static FakeHost start() throws Exception {
            FakeHost host = new FakeHost();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            host.server = server;
            server.createContext("/", exchange -> {
                host.requests.add(exchange.getRequestURI().toString());
                String login = exchange.getRequestHeaders().getFirst("Authorization");
                if (login != null) {
                    host.logins.add(login);
                }
                if (host.redirect.isEmpty()) {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                    exchange.sendResponseHeaders(401, -1);
                } else {
                    String path = exchange.getRequestURI().toString().replaceFirst("^/infra.git", "");
                    exchange.getResponseHeaders().add("Location", host.redirect + path);
                    exchange.sendResponseHeaders(302, -1);
                }
                exchange.close();
            });
            server.start();
            return host;
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/infra.git";
        }

        void stop() {
            server.stop(0);
        }
    }
}
