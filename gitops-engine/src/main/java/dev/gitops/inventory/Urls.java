package dev.gitops.inventory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** URLs of web services and Git repositories. None may hold a password: the inventory is read by many. */
final class Urls {

    private static final String SECRET = "holds credentials";
    private static final String SECRET_HINT =
            "take them out; they come from the environment, see GITOPS_GIT_USER, GITOPS_GIT_PASSWORD and the like";
    private static final String WEB_HINT = "write it as https://host.example.com/path";
    private static final String GIT_HINT =
            "write it as https://host/team/repo.git, ssh://git@host/team/repo.git, git@host:team/repo.git, file:///path or a path";

    private Urls() {}

    static @Nullable Complaint web(String text) {
        return url(text, true, WEB_HINT, "http", "https");
    }

    static @Nullable Complaint repository(String text) {
        if (text.contains("://")) {
            return url(text, false, GIT_HINT, "https", "http", "ssh", "file");
        }
        if (text.startsWith("-") || text.contains("::")) {
            return Complaint.of("is no repository", GIT_HINT);
        }
        int colon = text.indexOf(':');
        boolean remote = colon > 1 && text.lastIndexOf('/', colon) < 0;
        return remote ? scpLike(text, colon) : localPath(text);
    }

    /** As in {@code git@host:team/repo.git}. */
    private static @Nullable Complaint scpLike(String text, int colon) {
        String login = text.substring(0, colon);
        String host = login.substring(login.lastIndexOf('@') + 1);
        String user = login.substring(0, Math.max(0, login.lastIndexOf('@')));
        String path = text.substring(colon + 1);
        boolean fine = isHost(host)
                && (user.isEmpty() && login.indexOf('@') < 0 || Characters.only(user, "._-") && user.charAt(0) != '-')
                && !path.isEmpty()
                && path.charAt(0) != '-'
                && !climbs(path)
                && Characters.only(path, "._/~+@-");
        if (fine) {
            return null;
        }
        return path.indexOf('@') > 0
                ? Complaint.aboutSecret(SECRET, SECRET_HINT)
                : Complaint.of("is no repository", GIT_HINT);
    }

    private static @Nullable Complaint localPath(String text) {
        boolean drive = text.length() > 2 && text.charAt(1) == ':' && Characters.isLetterOrDigit(text.charAt(0));
        String path = drive ? text.substring(2).replace('\\', '/') : text;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && "._/~+@=, -".indexOf(c) < 0) {
                return Complaint.of("is no repository: it has the character " + c, GIT_HINT);
            }
        }
        return path.isEmpty() || climbs(path) ? Complaint.of("is no repository", GIT_HINT) : null;
    }

    private static @Nullable Complaint url(String text, boolean query, String hint, String... schemes) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return mayHoldSecret(text) ? Complaint.aboutSecret(SECRET, SECRET_HINT) : Complaint.of("is no URL", hint);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        if (at >= 0 && (!scheme.equals("ssh") || user.indexOf(':') >= 0)) {
            return Complaint.aboutSecret(SECRET, SECRET_HINT);
        }
        if (!java.util.List.of(schemes).contains(scheme)) {
            return Complaint.of("has the scheme \"" + scheme + "\"", "valid are " + String.join(", ", schemes));
        }
        boolean fine = url.getRawFragment() == null
                && (query || url.getRawQuery() == null)
                && (user.isEmpty() || Characters.only(user, "._-") && user.charAt(0) != '-')
                && !climbs(String.valueOf(url.getPath()))
                && text.indexOf('\'') < 0;
        boolean host = scheme.equals("file")
                ? authority.isEmpty()
                : url.getHost() != null && isHost(url.getHost()) && url.getPort() <= 65_535;
        return fine && host
                ? secretIn(text)
                : Complaint.of(host ? "is no URL that can be used here" : "has no valid host", hint);
    }

    /** The path of a request, with its query. */
    static @Nullable Complaint path(String text) {
        boolean fine = text.startsWith("/")
                && !text.startsWith("//")
                && !climbs(text)
                && Characters.only(text, "/._~!*+,;:=@&?%-");
        return fine ? secretIn(text) : Complaint.of("is no path of a request", "begin with / as in /health");
    }

    /** What looks like a password, wherever it stands. */
    static @Nullable Complaint secretIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (mayHoldSecret(text) || lower.contains("password=") || lower.contains("hooks.slack.com/services/")) {
            return Complaint.aboutSecret(SECRET, SECRET_HINT);
        }
        return null;
    }

    private static boolean mayHoldSecret(String text) {
        int start = text.indexOf("://");
        if (start < 0) {
            return false;
        }
        int end = start + 3;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start + 3, end);
        int at = authority.lastIndexOf('@');
        return at >= 0 && (authority.lastIndexOf(':', at) >= 0 || !text.startsWith("ssh://"));
    }

    private static boolean isHost(String host) {
        boolean ipv6 = host.startsWith("[") && host.endsWith("]");
        boolean begins = !host.isEmpty() && (ipv6 || Characters.isLetterOrDigit(host.charAt(0)));
        return begins && !host.contains("..") && Characters.only(host, ipv6 ? "[]:." : ".-_");
    }

    private static boolean climbs(String path) {
        return path.equals("..") || path.startsWith("../") || path.endsWith("/..") || path.contains("/../");
    }
}
