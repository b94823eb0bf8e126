package dev.gitops.verification;

import dev.gitops.api.Settings;
import dev.gitops.spi.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The login of Prometheus: {@code GITOPS_PROMETHEUS_TOKEN}, or {@code GITOPS_PROMETHEUS_USER} and {@code GITOPS_PROMETHEUS_PASSWORD}, for the origins of {@code GITOPS_PROMETHEUS_ORIGIN} alone. */
record MetricsLogin(Settings settings) {

    private static final String ORIGIN = "GITOPS_PROMETHEUS_ORIGIN";
    private static final String TOKEN = "GITOPS_PROMETHEUS_TOKEN";
    private static final String USER = "GITOPS_PROMETHEUS_USER";

    /** The header for a server; empty where the login is not for it. */
    Optional<String> header(URI server) {
        return belongs(server) ? login() : Optional.empty();
    }

    /** What to do where a server asks for a login that it was not sent. */
    String hint(int status, URI server) {
        if (status != 401 && status != 403) {
            return "";
        }
        Optional<Origin> origin = Origin.of(server.toString());
        if (login().isEmpty()) {
            return "; set " + TOKEN + ", and " + ORIGIN + "="
                    + origin.map(Origin::toString).orElse("");
        }
        if (origin.isPresent() && !origin.get().mayGetLogin(settings.environment())) {
            return "; " + origin.get().plainHttpRefused();
        }
        return belongs(server)
                ? "; the login of " + ORIGIN + " is not accepted"
                : "; the login is not sent there: " + ORIGIN + " does not name "
                        + origin.map(Origin::toString).orElse("it");
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
                .or(() -> settings.variable(USER)
                        .map(user -> "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":"
                                                        + settings.variable("GITOPS_PROMETHEUS_PASSWORD")
                                                                .orElse(""))
                                                .getBytes(StandardCharsets.UTF_8))));
    }

    /** Leaves the variables out, which hold secrets. */
    @Override
    public String toString() {
        return "the login of " + ORIGIN;
    }
}
