package dev.gitops.verification;

import dev.gitops.api.Origin;
import dev.gitops.api.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The login of Prometheus: what the settings have for its origin, else {@code GITOPS_PROMETHEUS_TOKEN}, or {@code GITOPS_PROMETHEUS_USER} and {@code GITOPS_PROMETHEUS_PASSWORD}, for the origins of
 * {@code GITOPS_PROMETHEUS_ORIGIN} alone.
 */
record MetricsLogin(Settings settings) {

    private static final String ORIGIN = "GITOPS_PROMETHEUS_ORIGIN";
    private static final String TOKEN = "GITOPS_PROMETHEUS_TOKEN";

    /** The header for a server; empty where no login is for it. */
    Optional<String> header(URI server) {
        return given(server).or(() -> belongs(server) ? login() : Optional.empty());
    }

    /** What to do where a server asks for a login that it was not sent. */
    String hint(int status, URI server) {
        if (status != 401 && status != 403) {
            return "";
        }
        String origin = Origin.of(server.toString()).map(Origin::toString).orElse("");
        if (header(server).isPresent()) {
            return "; the login for " + origin + " is not accepted";
        }
        if (login().isEmpty()) {
            return "; set " + TOKEN + ", and " + ORIGIN + "=" + origin;
        }
        return Origin.of(server.toString())
                .filter(plain -> !plain.mayGetLogin(settings.environment()))
                .map(plain -> "; " + plain.plainHttpRefused())
                .orElse("; the login is not sent there: " + ORIGIN + " does not name " + origin);
    }

    private Optional<String> given(URI server) {
        return Origin.of(server.toString())
                .flatMap(settings::credentialsFor)
                .flatMap(known -> known.secret()
                        .map(secret ->
                                known.user().map(user -> basic(user, secret)).orElse("Bearer " + secret)));
    }

    private boolean belongs(URI server) {
        return Origin.of(server.toString())
                .filter(origin -> origin.mayGetLogin(settings.environment()))
                .filter(origin -> settings.variable(ORIGIN).map(Origin::list).stream()
                        .anyMatch(listed -> listed.contains(origin)))
                .isPresent();
    }

    private Optional<String> login() {
        return settings.variable(TOKEN)
                .map(token -> "Bearer " + token.strip())
                .or(() -> settings.variable("GITOPS_PROMETHEUS_USER")
                        .map(user -> basic(
                                user,
                                settings.variable("GITOPS_PROMETHEUS_PASSWORD").orElse(""))));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the variables out, which hold secrets. */
    @Override
    public String toString() {
        return "the login of " + ORIGIN;
    }
}
