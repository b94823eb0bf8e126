package dev.gitops.forge.github;

import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.Json;
import dev.gitops.http.Login;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The login of a GitHub App's installation: a token for this repository alone, got when the first request is sent and renewed before its hour is over, or when GitHub does not take it any more. */
final class InstallationLogin implements Login {

    private static final Duration BEFORE_THE_END = Duration.ofMinutes(5);

    private final GitHubApp app;
    private final RestClient asApp;
    private final RepositoryAddress address;
    private final Clock clock;
    private final List<String> secrets = new ArrayList<>();
    private @Nullable String token;
    private Instant end = Instant.MIN;
    private Instant got = Instant.MIN;

    InstallationLogin(GitHubApp app, RestClient rest, RepositoryAddress address, Clock clock) {
        this.app = app;
        this.asApp = rest.as(new AppLogin());
        this.address = address;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> header() {
        if (token == null || !clock.instant().isBefore(end.minus(BEFORE_THE_END))) {
            renew();
        }
        return Optional.of("Bearer " + token);
    }

    /** A token that was refused as soon as it was got is not got again and again. */
    @Override
    public synchronized boolean renew() {
        if (token != null && clock.instant().isBefore(got.plusSeconds(1))) {
            return false;
        }
        Json answer = asApp.to("get a token of " + app + " for " + address.path())
                .post(
                        Resource.of("app", "installations").at(installation()).at("access_tokens"),
                        Json.object()
                                .set("repositories", Json.object().arrayNode().add(address.name())));
        token = answer.text("token");
        got = clock.instant();
        end = answer.time("expires_at").orElse(got.plus(BEFORE_THE_END.multipliedBy(2)));
        secrets.add(token);
        return true;
    }

    private long installation() {
        return app.installation()
                .orElseGet(() -> asApp.to("look for the installation of " + app + " for " + address.path())
                        .get(Resource.of("repos", address.owner(), address.name(), "installation"))
                        .number("id"));
    }

    @Override
    public String words() {
        return "the token of " + app;
    }

    @Override
    public synchronized List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** The application itself. */
    private final class AppLogin implements Login {
        private List<String> shown = List.of();

        @Override
        public synchronized Optional<String> header() {
            String now = app.token(clock.instant());
            shown = List.of(now);
            return Optional.of("Bearer " + now);
        }

        @Override
        public String words() {
            return "the key of " + app + " (GITOPS_FORGE_APP_ID, GITOPS_FORGE_APP_KEY)";
        }

        @Override
        public synchronized List<String> secrets() {
            return shown;
        }
    }
}
