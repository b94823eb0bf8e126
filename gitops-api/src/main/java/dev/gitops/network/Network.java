package dev.gitops.network;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The way onto the network that the variables ask for: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} (in small letters too) as other tools read them, and {@code GITOPS_CA_FILE}, a PEM
 * file of certificate authorities that are trusted beside Java's own. All HTTP clients of this SDK are made here. May be used by several threads.
 */
public final class Network {

    /** How long a connection may take. */
    public static final Duration CONNECTING = Duration.ofSeconds(10);

    private static final String CA_FILE = "GITOPS_CA_FILE";
    private static final List<String> VARIABLES =
            List.of("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy", CA_FILE);
    private static final Map<Map<String, String>, Network> KNOWN = new ConcurrentHashMap<>();

    private final Optional<Proxy> https;
    private final Optional<Proxy> http;
    private final Proxies proxies;
    private final Optional<String> authorities;
    private @Nullable Optional<Authorities> trust;
    private @Nullable HttpClient client;

    private Network(Map<String, String> variables) {
        this.https = proxy(variables, "HTTPS_PROXY");
        this.http = proxy(variables, "HTTP_PROXY");
        this.proxies = new Proxies(https, http, NoProxy.of(value(variables, "NO_PROXY")));
        this.authorities = Optional.ofNullable(variables.get(CA_FILE)).filter(path -> !path.isBlank());
    }

    /**
     * The network of some variables; the same one for the same values, so that its client is made once.
     *
     * @param environment the variables, as {@link dev.gitops.api.Settings#environment()} has them
     * @return the network; nothing is read or connected yet
     * @throws InvalidInputException if a proxy is no {@code http://HOST:PORT}
     */
    public static Network of(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        VARIABLES.forEach(name -> Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> variables.put(name, value.strip())));
        return KNOWN.computeIfAbsent(Map.copyOf(variables), Network::new);
    }

    /** {@return which proxy a URL is reached by, if any} */
    public ProxySelector proxies() {
        return proxies;
    }

    /**
     * What is trusted where {@code GITOPS_CA_FILE} adds to Java's own certificate authorities; empty where it is not set.
     *
     * @return the context
     * @throws InvalidInputException if the file cannot be read or holds no certificate
     */
    public synchronized Optional<SSLContext> trust() {
        if (trust == null) {
            trust = authorities.map(Authorities::with);
        }
        return trust.map(Authorities::context);
    }

    /**
     * What {@link #trust} trusts, for connections that are not made by {@link #client}.
     *
     * @return the managers; empty where {@code GITOPS_CA_FILE} is not set
     * @throws InvalidInputException if the file cannot be read or holds no certificate
     */
    public synchronized Optional<TrustManager[]> trustManagers() {
        return trust().isEmpty() || trust == null ? Optional.empty() : trust.map(Authorities::managers);
    }

    /** {@return whether the variables ask for anything at all} */
    public boolean asksForSomething() {
        return https.isPresent() || http.isPresent() || authorities.isPresent();
    }

    /**
     * The client that requests are sent with. It follows no redirect. Made when it is first asked for, since that takes a while.
     *
     * @return the client
     * @throws InvalidInputException if {@code GITOPS_CA_FILE} cannot be used
     */
    public synchronized HttpClient client() {
        if (client == null) {
            client = builder().followRedirects(HttpClient.Redirect.NEVER).build();
        }
        return client;
    }

    /**
     * A client's builder with proxies and trust set, for who needs other manners.
     *
     * @return the builder
     * @throws InvalidInputException if {@code GITOPS_CA_FILE} cannot be used
     */
    public HttpClient.Builder builder() {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECTING).proxy(proxies);
        trust().ifPresent(builder::sslContext);
        if (https.flatMap(Proxy::login).or(() -> http.flatMap(Proxy::login)).isPresent()) {
            builder.authenticator(new ProxyLogins());
        }
        return builder;
    }

    /** Gives a proxy its own login, and nobody else any. */
    private final class ProxyLogins extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            return Stream.concat(https.stream(), http.stream())
                    .filter(proxy -> proxy.is(getRequestingHost(), getRequestingPort()))
                    .flatMap(proxy -> proxy.login().stream())
                    .findFirst()
                    .orElse(null);
        }
    }

    private static Optional<Proxy> proxy(Map<String, String> variables, String name) {
        return value(variables, name).map(text -> Proxy.of(name, text));
    }

    private static Optional<String> value(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name))
                .or(() -> Optional.ofNullable(variables.get(name.toLowerCase(Locale.ROOT))));
    }

    static InvalidInputException invalid(String variable, @Nullable String value, String why, String hint) {
        return new InvalidInputException(
                "the environment", List.of(new Problem(null, 0, 0, variable, value, why, hint)));
    }
}
