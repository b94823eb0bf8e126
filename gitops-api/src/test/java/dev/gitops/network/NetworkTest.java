package dev.gitops.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.InvalidInputException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com, secret.example.com:3128",
        "http://git.example.com, plain.example.com:80",
        "https://git.internal, ''",
        "https://a.git.internal, ''",
        "https://git.internal.example.com, secret.example.com:3128",
        "https://10.1.2.3:8443, ''",
        "https://11.1.2.3, secret.example.com:3128",
        "https://registry.example.com:5000, ''",
        "https://registry.example.com, secret.example.com:3128",
        "https://[2001:db8::7]:8443, ''",
        "http://localhost:3000, ''",
        "https://127.0.0.9, ''"
    })
    void choosesTheProxyByTheSchemeUnlessTheHostIsNamed(URI url, String expected) {
        Network network = Network.of(Map.of(
                "HTTPS_PROXY", "http://secret.example.com:3128",
                "http_proxy", "plain.example.com",
                "NO_PROXY", "git.internal, 10.0.0.0/8,registry.example.com:5000,2001:db8::/32"));

        Proxy proxy = network.proxies().select(url).get(0);

        assertThat(proxy.address() instanceof InetSocketAddress at ? at.getHostString() + ":" + at.getPort() : "")
                .isEqualTo(expected);
    }

    @Test
    void reachesEverythingDirectlyWhereNothingIsSet() {
        Network network = Network.of(Map.of("PATH", "/bin"));

        assertThat(network.proxies().select(URI.create("https://git.example.com")))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(network.trust()).isEmpty();
        assertThat(network.client()).isSameAs(Network.of(Map.of()).client());
    }

    @Test
    void sendsRequestsThroughTheProxy() throws Exception {
        AtomicReference<String> asked = new AtomicReference<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            byte[] body = "by the proxy".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        proxy.start();
        try {
            Network network = Network.of(Map.of(
                    "HTTP_PROXY", "http://127.0.0.1:" + proxy.getAddress().getPort()));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://host.invalid/thing"))
                    .build();

            assertThat(network.client()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("by the proxy");
            assertThat(asked.get()).isEqualTo("http://host.invalid/thing");
        } finally {
            proxy.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:s3cret@proxy", "socks5://s3cret", "http://s3cret:99999", "http://s3cret^"})
    void refusesAProxyThatIsNoneWithoutShowingIt(String proxy) {
        assertThatThrownBy(() -> Network.of(Map.of("HTTPS_PROXY", proxy)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void tellsWhatIsWrongWithTheFileOfAuthorities() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "hello\n");

        assertThatThrownBy(() ->
                        Network.of(Map.of("GITOPS_CA_FILE", none.toString())).client())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GITOPS_CA_FILE")
                .hasMessageContaining("certificate");
        assertThatThrownBy(() ->
                        Network.of(Map.of("GITOPS_CA_FILE", folder + "/absent")).client())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "'Sun, 22 Nov 2026 12:00:20 GMT', 20",
        "'Sun, 22 Nov 2026 11:00:00 GMT', 0",
        "-3, -1",
        "soon, -1"
    })
    void readsHowLongAServerAsksToWait(String value, long seconds) {
        assertThat(RetryAfter.read(value, Instant.parse("2026-11-22T12:00:00Z"))
                        .map(Duration::toSeconds)
                        .orElse(-1L))
                .isEqualTo(seconds);
    }
}
