package dev.gitops.git;

import dev.gitops.api.Origin;
import dev.gitops.text.Hidden;
import dev.gitops.text.Shown;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The address of a repository, checked, and printed without credentials. */
final class RemoteUrl {

    private static final String HINT =
            "use https://host/path, ssh://user@host/path, user@host:path, file:///path or an absolute path";
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern HELPER = Pattern.compile("^[A-Za-z0-9+.-]+::");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._@+-]*)");

    private final URIish uri;
    private final @Nullable String user;
    private final @Nullable String password;

    private RemoteUrl(URIish uri) {
        this.user = uri.getUser();
        this.password = uri.getPass();
        boolean ssh = isSsh(uri);
        this.uri = ssh ? uri.setPass(null) : uri.setUser(null).setPass(null);
    }

    /** Reads an address, or refuses it. */
    static RemoteUrl parse(String url) {
        if (url.isBlank()
                || url.startsWith("-")
                || HELPER.matcher(url).find()
                || url.length() > 2048
                || Hidden.in(url)) {
            throw refused(url, "is not the address of a Git repository");
        }
        URIish uri;
        try {
            uri = new URIish(url);
        } catch (URISyntaxException e) {
            throw refused(url, "is not the address of a Git repository");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String path = uri.getPath() == null ? "" : uri.getPath();
        boolean remote = uri.getHost() != null;
        switch (scheme) {
            case "" -> {
                if (!remote && !new File(path).isAbsolute()) {
                    throw refused(url, "is a relative path");
                }
            }
            case "file" -> {
                if (remote || !new File(path).isAbsolute()) {
                    throw refused(url, "is not an absolute file URL");
                }
            }
            case "http", "https", "ssh" -> {
                if (!remote) {
                    throw refused(url, "names no host");
                }
            }
            default -> throw refused(url, "has a scheme that is not supported");
        }
        String host = uri.getHost();
        if (host != null && !HOST.matcher(host).matches()
                || uri.getUser() != null
                        && isSsh(uri)
                        && !USER.matcher(uri.getUser()).matches()
                || path.isEmpty()
                || path.startsWith("-")
                || path.startsWith("/-")) {
            throw refused(url, "is not the address of a Git repository");
        }
        return new RemoteUrl(uri);
    }

    /** The address to connect to; it holds no password, and a user only for ssh. */
    URIish uri() {
        return uri;
    }

    boolean isLocal() {
        return uri.getHost() == null;
    }

    boolean isSsh() {
        return isSsh(uri);
    }

    private static boolean isSsh(URIish uri) {
        return uri.getHost() != null
                && (uri.getScheme() == null || uri.getScheme().equalsIgnoreCase("ssh"));
    }

    /** The user of the address, for http. */
    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The password of the address, for http. */
    Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** A folder name for the cache: readable, and unique by a digest. */
    String cacheName() {
        String text = toString();
        String readable = text.replaceFirst("^[a-z]+://", "")
                .replaceAll("(\\.git)?/*$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        readable = readable.substring(Math.max(0, readable.length() - 60)).replaceFirst("^[^A-Za-z0-9]+", "");
        return readable + "-" + digest(text).substring(0, 12);
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address without credentials. */
    @Override
    public String toString() {
        return uri.toString();
    }

    private static RuntimeException refused(String url, String message) {
        return GitNames.refused("repository", withoutCredentials(url), message, HINT);
    }

    /** A text without the logins of URLs in it, whatever they are made of. */
    static String withoutCredentials(String text) {
        return Shown.withoutLogins(text).replaceFirst("^[^@/\\s]*:[^@\\s]*@", "");
    }

    /** The origin that logins belong to; empty for a path. */
    Optional<Origin> origin() {
        return origin(uri);
    }

    static Optional<Origin> origin(URIish uri) {
        @Nullable String scheme = isSsh(uri) ? "ssh" : uri.getScheme();
        @Nullable String host = uri.getHost();
        return scheme == null || host == null ? Optional.empty() : Origin.of(scheme, host, uri.getPort());
    }
}
