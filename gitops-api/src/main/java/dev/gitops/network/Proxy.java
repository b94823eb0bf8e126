package dev.gitops.network;

import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy: its host, its port, and its login where it wants one. */
record Proxy(String host, int port, Optional<PasswordAuthentication> login) {

    private static final int STANDARD_PORT = 80;
    private static final int LAST_PORT = 65_535;

    /** Reads {@code http://HOST:PORT} or {@code HOST:PORT}; what is refused is not shown, since it may hold a password. */
    static Proxy of(String variable, String text) {
        try {
            URI url = new URI(text.contains("://") ? text : "http://" + text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean usable = scheme.equals("http") && url.getHost() != null && url.getPort() <= LAST_PORT;
            if (usable) {
                return new Proxy(
                        url.getHost(), url.getPort() < 0 ? STANDARD_PORT : url.getPort(), login(url.getUserInfo()));
            }
        } catch (URISyntaxException e) {
            // told below, without the text
        }
        throw Network.invalid(
                variable,
                null,
                "is no proxy that Java can use",
                "give it as http://HOST:PORT, percent-encoding what is special in a user or password");
    }

    private static Optional<PasswordAuthentication> login(@Nullable String user) {
        if (user == null || user.isEmpty()) {
            return Optional.empty();
        }
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        String password = colon < 0 ? "" : user.substring(colon + 1);
        return Optional.of(new PasswordAuthentication(name, password.toCharArray()));
    }

    boolean is(String otherHost, int otherPort) {
        return host.equalsIgnoreCase(otherHost) && port == otherPort;
    }

    /** Without the login. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
