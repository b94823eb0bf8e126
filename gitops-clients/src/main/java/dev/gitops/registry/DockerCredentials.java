package dev.gitops.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gitops.api.Credentials;
import dev.gitops.api.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The credentials of Docker's {@code config.json}: its {@code auths}, and the helpers it names. The file is read when it is first needed, each registry is looked up once. */
final class DockerCredentials {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private final @Nullable Path file;
    private final CredentialHelper helper;
    private final Map<String, Optional<Credential>> found = new ConcurrentHashMap<>();
    private @Nullable JsonNode config;

    private final Function<Origin, Optional<Credentials>> given;

    private DockerCredentials(
            @Nullable Path file, CredentialHelper helper, Function<Origin, Optional<Credentials>> given) {
        this.given = given;
        this.file = file;
        this.helper = helper;
    }

    /**
     * The credentials that these variables lead to.
     *
     * @param environment {@code DOCKER_CONFIG} (a folder), else {@code HOME}; {@code PATH} for helpers
     */
    static DockerCredentials of(Map<String, String> environment) {
        return of(environment, origin -> Optional.empty());
    }

    /**
     * The credentials that were given in code, and those that these variables lead to.
     *
     * @param environment {@code DOCKER_CONFIG} (a folder), else {@code HOME}; {@code PATH} for helpers
     * @param given the credentials of an origin
     */
    static DockerCredentials of(Map<String, String> environment, Function<Origin, Optional<Credentials>> given) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        Path file = !folder.isEmpty()
                ? Path.of(folder, "config.json")
                : home.isEmpty() ? null : Path.of(home, ".docker", "config.json");
        return new DockerCredentials(file, new CredentialHelper(environment), given);
    }

    Optional<Credential> of(Host host) {
        return found.computeIfAbsent(host.name(), name -> find(host));
    }

    private Optional<Credential> find(Host host) {
        Optional<Credential> own = Origin.of(host.api().toString())
                .flatMap(given)
                .or(() -> Origin.of("https://" + host.name()).flatMap(given))
                .flatMap(DockerCredentials::credential);
        return own.isPresent() ? own : configured(host);
    }

    private static Optional<Credential> credential(Credentials given) {
        return given.secret().map(secret -> new Credential(given.user().orElse(""), secret, "the settings"));
    }

    private Optional<Credential> configured(Host host) {
        JsonNode root = config(host);
        String key = host.isDockerHub() ? HUB_KEY : host.name();
        String own = root.path("credHelpers")
                .path(key)
                .asText(root.path("credHelpers").path(host.name()).asText(""));
        if (!own.isEmpty()) {
            return helper.get(own, key, host.name());
        }
        String store = root.path("credsStore").asText("");
        Optional<Credential> stored = store.isEmpty() ? Optional.empty() : helper.get(store, key, host.name());
        return stored.isPresent() ? stored : ofAuths(root.path("auths"), host);
    }

    private synchronized JsonNode config(Host host) {
        if (config == null) {
            config = read(host);
        }
        return config;
    }

    private JsonNode read(Host host) {
        if (file == null || !Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            // The cause stays out: Jackson quotes the source, which holds secrets.
            throw RegistryException.refused(
                    host.name(),
                    0,
                    "looked for credentials of " + host.name() + " in " + file
                            + ": it cannot be read as JSON; mend it or log in again with docker login");
        }
    }

    private Optional<Credential> ofAuths(JsonNode auths, Host host) {
        for (Map.Entry<String, JsonNode> entry : auths.properties()) {
            if (hostOf(entry.getKey()).equals(host.name())) {
                Optional<Credential> credential = ofEntry(entry.getValue());
                if (credential.isPresent()) {
                    return credential;
                }
            }
        }
        return Optional.empty();
    }

    /** Docker writes hosts and, for its own, an address: {@code https://index.docker.io/v1/}. */
    private static String hostOf(String key) {
        int scheme = key.indexOf("://");
        String rest = scheme < 0 ? key : key.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? "docker.io" : host;
    }

    private Optional<Credential> ofEntry(JsonNode entry) {
        String source = String.valueOf(file);
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(new Credential("", token, source));
        }
        String user = entry.path("username").asText("");
        if (!user.isEmpty()) {
            return Optional.of(new Credential(user, entry.path("password").asText(""), source));
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(entry.path("auth").asText("").strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0
                    ? Optional.of(new Credential(pair.substring(0, colon), pair.substring(colon + 1), source))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
