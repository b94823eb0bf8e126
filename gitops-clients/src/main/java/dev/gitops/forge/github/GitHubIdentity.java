package dev.gitops.forge.github;

import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.http.RestClient;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose token it is: a user's, or that of an application's installation, which GitHub tells by its other interface only. */
final class GitHubIdentity {

    private static final String BOT = "[bot]";

    private final RestClient rest;
    private final Optional<Long> application;
    private @Nullable Known known;

    /**
     * Of a token.
     *
     * @param rest GitHub
     * @param application the number of the application whose installation asks, where it is known
     */
    GitHubIdentity(RestClient rest, Optional<Long> application) {
        this.rest = rest;
        this.application = application;
    }

    private record Known(String name, Optional<Long> id) {}

    /** {@return the user's name, as in {@code alice}; of an application, {@code its-slug[bot]}} */
    String name() {
        return known().name();
    }

    /** {@return whether a user of that name and number is it} */
    boolean isUser(Optional<String> login, Optional<Long> id) {
        return login.filter(name()::equalsIgnoreCase).isPresent() || id.isPresent() && id.equals(known().id());
    }

    /** {@return whether the application of that slug is it} */
    boolean isApplication(String slug) {
        return name().equalsIgnoreCase(slug + BOT);
    }

    boolean isApplicationNumber(Optional<Long> id) {
        return application.isPresent() && application.equals(id);
    }

    private synchronized Known known() {
        if (known == null) {
            known = ask();
        }
        return known;
    }

    private Known ask() {
        try {
            Json user = rest.to("ask GitHub whose token this is").get(Resource.of("user"));
            return new Known(user.text("login"), user.integer("id"));
        } catch (ForgeException.Forbidden e) {
            return new Known(viewer().orElseThrow(() -> e), Optional.empty());
        }
    }

    /** An installation's token may not ask for its user by the one interface, but by the other. */
    private Optional<String> viewer() {
        try {
            String root = rest.root().toString();
            URI other = URI.create(root.replaceFirst("/v3/$", "/"));
            Json answer = rest.at(other)
                    .to("ask GitHub whose token this is")
                    .post(Resource.of("graphql"), Json.object().put("query", "query { viewer { login } }"));
            return answer.maybe("data", "viewer", "login").filter(name -> !name.isEmpty());
        } catch (ForgeException.NotFound | ForgeException.Forbidden | ForgeException.Rejected e) {
            return Optional.empty();
        }
    }
}
