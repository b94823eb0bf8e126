package dev.gitops.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a login belongs: a scheme, a host and a port, as browsers tell sites apart. A login is sent to the origin that it was given for and nowhere else, whatever an inventory, a redirect or a
 * chart's index names.
 *
 * @param scheme {@code https}, {@code http}, {@code ssh} or {@code postgresql}
 * @param host the host in lower case
 * @param port the port, the scheme's own where none was written
 */
public record Origin(String scheme, String host, int port) {

    /** Refuses null. */
    public Origin {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
    }

    /** The variable that lists, parted by blanks or commas, the origins that may get a login over plain http. */
    public static final String PLAIN_HTTP = "GITOPS_PLAIN_HTTP";

    private static final Pattern SCP = Pattern.compile("(?:[^/@:]+@)?([A-Za-z0-9.-]{2,}|\\[[0-9A-Fa-f:.]+]):(?!//).*");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    /**
     * The origin of a URL.
     *
     * @param url the URL of a web service or Git repository
     * @return its origin; empty for a path, a file URL and what is no URL
     */
    public static Optional<Origin> of(String url) {
        Objects.requireNonNull(url, "url");
        if (!url.contains("://")) {
            Matcher scp = SCP.matcher(url);
            return scp.matches() ? at("ssh", scp.group(1), -1) : Optional.empty();
        }
        try {
            return of(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The origin of a URL.
     *
     * @param url the URL
     * @return its origin; empty where it has no host, or another scheme
     */
    public static Optional<Origin> of(URI url) {
        Objects.requireNonNull(url, "url");
        return at(url.getScheme(), url.getHost(), url.getPort());
    }

    /**
     * The origin of a URL's parts.
     *
     * @param scheme the scheme
     * @param host the host
     * @param port the port; not positive where none was written
     * @return the origin; empty where the host is empty or the scheme is another one
     */
    public static Optional<Origin> of(String scheme, String host, int port) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        return at(scheme, host, port);
    }

    private static Optional<Origin> at(@Nullable String scheme, @Nullable String host, int port) {
        if (scheme == null || host == null || host.isEmpty()) {
            return Optional.empty();
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        int usual = switch (lower) {
            case "https" -> 443;
            case "http" -> 80;
            case "ssh" -> 22;
            case "postgresql" -> 5432;
            default -> 0;
        };
        return usual == 0
                ? Optional.empty()
                : Optional.of(new Origin(lower, host.toLowerCase(Locale.ROOT), port > 0 ? port : usual));
    }

    /**
     * The origins that a variable lists.
     *
     * @param text URLs, parted by blanks or commas
     * @return their origins
     */
    public static Set<Origin> list(String text) {
        Objects.requireNonNull(text, "text");
        Set<Origin> origins = new LinkedHashSet<>();
        for (String url : text.strip().split("[\\s,]+")) {
            of(url).ifPresent(origins::add);
        }
        return origins;
    }

    /**
     * Whether a login may be sent there: not over plain http, unless the host is this machine or {@value #PLAIN_HTTP} names the origin.
     *
     * @param environment the variables
     * @return true if so
     */
    public boolean mayGetLogin(Map<String, String> environment) {
        Objects.requireNonNull(environment, "environment");
        return !scheme.equals("http")
                || LOOPBACK.matcher(host).matches()
                || list(environment.getOrDefault(PLAIN_HTTP, "")).contains(this);
    }

    /** {@return why no login is sent there, and the way out} */
    public String plainHttpRefused() {
        return "no login is sent to " + this + ", since plain http shows it to everybody on the way: use https, or set "
                + PLAIN_HTTP + "=" + this + " where that is wanted";
    }

    /** {@return as in {@code https://git.example.com} or {@code http://localhost:3000}} */
    @Override
    public String toString() {
        boolean usual = of(scheme, host, -1).map(origin -> origin.port == port).orElse(false);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
