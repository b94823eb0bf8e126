package dev.gitops.cluster.client;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} as Go's tools heed them, kubectl among them; small letters come second. */
record ProxyVariables(Map<String, String> environment) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

    /** The proxy for a server; null where it is spoken to directly. */
    @Nullable
    URI of(URI server) {
        String name = server.getScheme().equals("http") ? "HTTP_PROXY" : "HTTPS_PROXY";
        String url = variable(name);
        if (url.isEmpty() || spared(server)) {
            return null;
        }
        return URI.create(url.contains("://") ? url : "http://" + url);
    }

    private String variable(String name) {
        String large = environment.getOrDefault(name, "");
        return large.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : large;
    }

    private boolean spared(URI server) {
        String host = server.getHost().toLowerCase(Locale.ROOT);
        InetAddress address = address(host);
        if (host.equals("localhost") || address != null && address.isLoopbackAddress()) {
            return true;
        }
        for (String word : variable("NO_PROXY").split(",")) {
            if (!word.isBlank() && matches(word.strip().toLowerCase(Locale.ROOT), host, port(server), address)) {
                return true;
            }
        }
        return false;
    }

    private static int port(URI server) {
        return server.getPort() >= 0 ? server.getPort() : server.getScheme().equals("http") ? 80 : 443;
    }

    private static boolean matches(String rule, String host, int port, @Nullable InetAddress address) {
        if (rule.equals("*")) {
            return true;
        }
        if (rule.contains("/")) {
            return address != null && inside(address, rule);
        }
        String name = rule;
        int colon = rule.lastIndexOf(':');
        if (colon > 0 && rule.indexOf(':') == colon) {
            if (!rule.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            name = rule.substring(0, colon);
        }
        InetAddress known = address(name);
        if (known != null) {
            return known.equals(address);
        }
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".") ? host.endsWith(domain) : host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean inside(InetAddress address, String network) {
        String[] parts = network.split("/", 2);
        InetAddress base = address(parts[0]);
        if (base == null || base.getAddress().length != address.getAddress().length || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        int rest = base.getAddress().length * 8 - Integer.parseInt(parts[1]);
        BigInteger one = new BigInteger(1, base.getAddress());
        return rest >= 0 && one.shiftRight(rest).equals(new BigInteger(1, address.getAddress()).shiftRight(rest));
    }

    /** Only what is an address already; no name is asked for. */
    private static @Nullable InetAddress address(String text) {
        try {
            return ADDRESS.matcher(text).matches() && !text.isEmpty() ? InetAddress.getByName(text) : null;
        } catch (UnknownHostException none) {
            return null;
        }
    }
}
