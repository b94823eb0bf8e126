package dev.gitops.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Credentials;
import dev.gitops.api.ImmutableSettings;
import dev.gitops.api.Settings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsLoginTest {

    private static final URI SERVER = URI.create("https://prometheus.example.com/api/v1/query");

    private static Settings settings(Map<String, String> variables) {
        return Settings.of(variables, "alice", "/nowhere");
    }

    private static MetricsLogin login(String... variables) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            all.put("GITOPS_PROMETHEUS_" + variables[i], variables[i + 1]);
        }
        return new MetricsLogin(settings(all));
    }

    @Test
    void goesToTheOriginsThatAreNamedAndNowhereElse() {
        MetricsLogin login = login("TOKEN", "t0ken", "ORIGIN", "https://prometheus.example.com");
        assertThat(login.header(SERVER)).contains("Bearer t0ken");
        assertThat(login.header(URI.create("https://prometheus.example.com:8443/")))
                .isEmpty();
        assertThat(login.header(URI.create("https://prometheus.example.org/"))).isEmpty();
        assertThat(login("TOKEN", "t0ken").header(SERVER)).isEmpty();
        assertThat(login.toString()).doesNotContain("t0ken");
    }

    @Test
    void isNotSentOverPlainHttp() {
        MetricsLogin login = login("USER", "u", "PASSWORD", "p", "ORIGIN", "http://prometheus.example.com");
        URI plain = URI.create("http://prometheus.example.com/");
        assertThat(login.header(plain)).isEmpty();
        assertThat(login.hint(401, plain)).contains("plain http");
    }

    @Test
    void isTheSettingsOwnWhereTheyHaveOneForTheOrigin() {
        Settings own = ImmutableSettings.builder()
                .from(settings(Map.of()))
                .addCredentials(Credentials.of("https://prometheus.example.com").login("robot", "pass"))
                .build();
        assertThat(new MetricsLogin(own).header(SERVER)).contains("Basic cm9ib3Q6cGFzcw==");
    }

    @Test
    void whatIsMissingIsToldOnlyWhereTheServerRefuses() {
        assertThat(login().hint(400, SERVER)).isEmpty();
        assertThat(login().hint(401, SERVER))
                .contains("GITOPS_PROMETHEUS_TOKEN", "GITOPS_PROMETHEUS_ORIGIN=https://prometheus.example.com");
        assertThat(login("TOKEN", "t0ken", "ORIGIN", "https://other.example.com")
                        .hint(403, SERVER))
                .contains("does not name https://prometheus.example.com");
        assertThat(login("TOKEN", "t0ken", "ORIGIN", "https://prometheus.example.com")
                        .hint(401, SERVER))
                .contains("is not accepted");
    }
}
