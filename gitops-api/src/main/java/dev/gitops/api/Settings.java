package dev.gitops.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What an inventory does not say: who acts, where the cache is, which credentials are used, what time it is.
 *
 * <p>{@link #fromEnvironment()} is the one place of this SDK that reads the process' environment.
 */
@Value.Immutable
public interface Settings {

    /** {@return the folder of caches; made where it is not there} */
    Path cacheFolder();

    /** {@return who asks for what is done, as a name or {@code name <mail>}; the author of commits} */
    String actor();

    /** {@return the clock} */
    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    /** {@return is told what long operations do} */
    @Value.Default
    default Progress progress() {
        return Progress.SILENT;
    }

    /** {@return are told of every event, typed, in this order; see {@link Listener} for the threads they are called by} */
    List<Listener> listeners();

    /**
     * The variables that connections, and credentials where {@link #credentials()} has none, are taken from: {@code GITOPS_GIT_USER}, {@code GITOPS_GIT_PASSWORD}, {@code GIT_ASKPASS}, {@code SSH_AUTH_SOCK}, {@code GITOPS_FORGE_TOKEN},
     * {@code GITOPS_SLACK_WEBHOOK}, {@code GITOPS_SLACK_WEBHOOK_<TEAM>}, {@code GITOPS_AUDIT_TOKEN}, {@code GITOPS_AUDIT_KEY}, {@code GITOPS_SIGNING_KEY},
     * {@code GITOPS_SIGNING_FORMAT}, {@code GITOPS_COMMITTER}, {@code KUBECONFIG}, {@code HOME}, {@code BUILD_URL}; of hosts that are spoken to by applications or with user names,
     * {@code GITOPS_FORGE_USER}, {@code GITOPS_FORGE_APP_ID}, {@code GITOPS_FORGE_APP_KEY}, {@code GITOPS_FORGE_APP_INSTALLATION}; of the network, {@code HTTPS_PROXY}, {@code HTTP_PROXY},
     * {@code NO_PROXY}, {@code GITOPS_CA_FILE}.
     *
     * @return the variables; never printed
     */
    @Value.Redacted
    Map<String, String> environment();

    /**
     * How to be known where; they go before the variables.
     *
     * @return credentials, at most one for an origin
     */
    List<Credentials> credentials();

    /** {@return the key that commits are signed with; empty takes {@code GITOPS_SIGNING_KEY}} */
    Optional<SigningKey> signingKey();

    /** {@return the PEM file of the key that records are signed with; empty takes {@code GITOPS_AUDIT_KEY}} */
    Optional<Path> recordKey();

    /** {@return the committer of commits, as {@code name <mail>}; empty takes {@code GITOPS_COMMITTER}, else a name of the tool} */
    Optional<String> committer();

    /**
     * How to be known at an origin.
     *
     * @param origin the origin
     * @return the credentials that were given for it
     */
    default Optional<Credentials> credentialsFor(Origin origin) {
        Objects.requireNonNull(origin, "origin");
        return credentials().stream()
                .filter(given -> given.origin().equals(origin))
                .findFirst();
    }

    /** Checks that no origin has two logins. */
    @Value.Check
    default void check() {
        Set<Origin> origins = new HashSet<>();
        for (Credentials given : credentials()) {
            if (!origins.add(given.origin())) {
                throw new InvalidInputException(
                        "the settings",
                        List.of(Problem.of(
                                "credentials",
                                given.origin().toString(),
                                "are given twice for this origin",
                                "give one: a login belongs to an origin")));
            }
        }
    }

    /**
     * Providers in code, beside those of the class path: a delivery, a kind of manifests, a store, a host, a notifier. One of the same kind as one of the class path goes before it.
     *
     * @return instances of the providers of {@code dev.gitops.spi}; they are kept as long as the door is open, and may be used by several threads
     */
    List<Extension> extensions();

    /** {@return where {@link java.util.ServiceLoader} looks for providers; empty takes the loader of this SDK's own classes} */
    Optional<ClassLoader> classLoader();

    /**
     * Whether manifests are rendered of what is in the repository alone: nothing is fetched for them, a chart of a chart repository is one that the cache has already.
     *
     * @return true where what is rendered may be a stranger's
     */
    @Value.Default
    default boolean offline() {
        return false;
    }

    /**
     * A variable that is set and not empty.
     *
     * @param name the variable's name
     * @return its value
     */
    default Optional<String> variable(String name) {
        Objects.requireNonNull(name, "name");
        return Optional.ofNullable(environment().get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Settings from the process' environment: the actor is {@code GITOPS_ACTOR}, else Jenkins' {@code BUILD_USER}, else who Git knows ({@code GIT_AUTHOR_NAME} and {@code GIT_AUTHOR_EMAIL}, or
     * {@code user.name} and {@code user.email} of the user's configuration), else the operating system's user at this machine; the cache is {@code GITOPS_CACHE}, else
     * {@code XDG_CACHE_HOME/gitops}, else {@code ~/.cache/gitops}.
     *
     * @return the settings
     * @throws InvalidInputException if the actor's name has letters that this process' locale cannot read: records would name somebody else
     */
    static Settings fromEnvironment() {
        Map<String, String> environment = System.getenv();
        ReadableActor.check(environment);
        String home = System.getProperty("user.home", ".");
        String user = OwnIdentity.of(environment, System.getProperty("user.name", "unknown"), Path.of(home));
        return of(environment, user, home);
    }

    /**
     * Settings from given variables.
     *
     * @param environment the variables
     * @param user who acts where the variables name nobody, as a name or {@code name <mail>}
     * @param home the user's home folder
     * @return the settings
     */
    static Settings of(Map<String, String> environment, String user, String home) {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(home, "home");
        Settings variables = ImmutableSettings.builder()
                .cacheFolder(Path.of(home, ".cache", "gitops"))
                .actor(user)
                .environment(environment)
                .build();
        Path cache = variables
                .variable("GITOPS_CACHE")
                .map(Path::of)
                .or(() -> variables.variable("XDG_CACHE_HOME").map(folder -> Path.of(folder, "gitops")))
                .orElse(variables.cacheFolder());
        String actor = variables
                .variable("GITOPS_ACTOR")
                .or(() -> variables.variable("BUILD_USER"))
                .orElse(user);
        return ImmutableSettings.builder()
                .from(variables)
                .cacheFolder(cache)
                .actor(actor)
                .build();
    }

    /** {@return a new builder} */
    static ImmutableSettings.Builder builder() {
        return ImmutableSettings.builder();
    }
}
