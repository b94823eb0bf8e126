package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxies that the environment names. */
class ProxyVariablesTest {

    private static final String PROXY = "http://proxy.example.com:3128";

    @ParameterizedTest
    @CsvSource({
        "https://k.example.com:6443, k.example.com, true",
        "https://k.example.com:6443, example.com, true",
        "https://k.example.com:6443, .example.com, true",
        "https://k.example.com:6443, *.example.com, true",
        "https://kexample.com:6443, example.com, false",
        "https://k.example.com:6443, k.example.com:6443, true",
        "https://k.example.com:6443, k.example.com:443, false",
        "https://10.1.2.3:6443, 10.0.0.0/8, true",
        "https://11.1.2.3:6443, 10.0.0.0/8, false",
        "https://10.1.2.3:6443, 10.1.2.3, true",
        "https://[fd00::1]:6443, fd00::/8, true",
        "https://k.example.com:6443, *, true",
        "https://k.example.com:6443, ' other.example , k.example.com', true",
        "https://localhost:6443, none.example, true",
        "https://127.0.0.9:6443, none.example, true",
        "https://k.example.com:6443, none.example, false",
    })
    void areLeftOutForWhatNoProxyNames(String server, String spared, boolean direct) {
        ProxyVariables variables =
                new ProxyVariables(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", spared.replace("'", "")));

        assertThat(variables.of(URI.create(server)) == null).isEqualTo(direct);
    }

    @Test
    void haveLargeLettersBeforeSmallAndAnHttpOfTheirOwn() {
        ProxyVariables variables = new ProxyVariables(
                Map.of("https_proxy", "small.example.com:1", "HTTP_PROXY", "http://plain.example.com"));

        assertThat(variables.of(URI.create("https://k.example.com"))).hasToString("http://small.example.com:1");
        assertThat(variables.of(URI.create("http://k.example.com"))).hasToString("http://plain.example.com");
        assertThat(new ProxyVariables(Map.of()).of(URI.create("https://k.example.com")))
                .isNull();
    }
}
