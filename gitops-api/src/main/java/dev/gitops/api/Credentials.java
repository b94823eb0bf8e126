package dev.gitops.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to be known at one origin: a scheme, a host and a port. They are sent there and nowhere else, whatever an inventory, a redirect or a chart's index names. Handed over in
 * {@link Settings#credentials()}, where they go before the variables.
 *
 * <pre>{@code
 * Settings.builder()
 *     .addCredentials(
 *         Credentials.of("https://git.example.com").token(token),            // Git over HTTPS, and the host's change requests
 *         Credentials.of("ssh://git.example.com").sshKey(Path.of("/keys/id")),
 *         Credentials.of("https://registry.example.com").login("robot", password))
 * }</pre>
 *
 * <p>One set serves everything at its origin: Git, the host's interface, a registry, a repository of charts, a cluster ({@code server}), the endpoint of records; for records in PostgreSQL the
 * origin is {@code postgresql://host:port}. What is printed of them holds no secret.
 */
public final class Credentials {

    private static final String GIT = "git";

    private final Origin origin;
    private final @Nullable String user;
    private final @Nullable String secret;
    private final @Nullable Path sshKey;
    private final @Nullable Path knownHosts;

    private Credentials(
            Origin origin,
            @Nullable String user,
            @Nullable String secret,
            @Nullable Path sshKey,
            @Nullable Path knownHosts) {
        this.origin = origin;
        this.user = user;
        this.secret = secret;
        this.sshKey = sshKey;
        this.knownHosts = knownHosts;
    }

    /**
     * Credentials for an origin.
     *
     * @param url a URL there, as in {@code https://git.example.com}; its path does not matter
     * @return the stage that asks how to be known there
     * @throws InvalidInputException if it is no URL with a scheme and a host, has a password in it, or would send the login over plain http to another machine
     */
    public static At of(String url) {
        At at = new At(origin(url));
        if (!at.origin.mayGetLogin(Map.of())) {
            throw refused(url, at.origin.plainHttpRefused(), "or Credentials.overPlainHttp where that is wanted");
        }
        return at;
    }

    /**
     * Credentials for an origin that is reached by plain http, where everybody on the way can read them.
     *
     * @param url a URL there
     * @return the stage that asks how to be known there
     * @throws InvalidInputException if it is no URL with a scheme and a host, or has a password in it
     */
    public static At overPlainHttp(String url) {
        return new At(origin(url));
    }

    private static Origin origin(String url) {
        Objects.requireNonNull(url, "url");
        int at = url.indexOf('@');
        if (at > 0 && url.lastIndexOf(':', at) > url.indexOf("://")) {
            throw refused(null, "has a password in it", "give it by login(user, password)");
        }
        return Origin.of(url)
                .orElseThrow(() -> refused(
                        url,
                        "is no URL with a scheme and a host",
                        "https://, http://, ssh:// or postgresql:// and a host"));
    }

    private static InvalidInputException refused(@Nullable String url, String why, String hint) {
        return new InvalidInputException("credentials", List.of(Problem.of("origin", url, why, hint)));
    }

    /** {@return where they are sent} */
    public Origin origin() {
        return origin;
    }

    /** {@return the user; empty for a token alone and for keys} */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** {@return the user for Git over HTTP, which asks for one where a token has none} */
    public String gitUser() {
        String usual = origin.host().endsWith("bitbucket.org") ? "x-token-auth" : GIT;
        return user == null ? usual : user;
    }

    /** {@return the token or the password; empty for keys} */
    public Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    /** {@return the file of the private key for ssh} */
    public Optional<Path> sshKey() {
        return Optional.ofNullable(sshKey);
    }

    /** {@return the file of the host keys that are known; empty for the user's own} */
    public Optional<Path> knownHosts() {
        return Optional.ofNullable(knownHosts);
    }

    /** {@return the origin and who is known there, without secrets} */
    @Override
    public String toString() {
        String who = sshKey != null ? "the key " + sshKey : user == null ? "a token" : user + " with a password";
        return origin + " by " + who;
    }

    /** An origin that has yet to be told how to be known there. */
    @CheckReturnValue
    public static final class At {

        private final Origin origin;

        private At(Origin origin) {
            this.origin = origin;
        }

        /**
         * By a token.
         *
         * @param token the token
         * @return the credentials
         */
        public Credentials token(String token) {
            return new Credentials(origin, null, word("token", token), null, null);
        }

        /**
         * By a user and a password, or a token that belongs to a user.
         *
         * @param user the user's name
         * @param password the password or token
         * @return the credentials
         */
        public Credentials login(String user, String password) {
            return new Credentials(origin, word("user", user), word("password", password), null, null);
        }

        /**
         * By a key for ssh.
         *
         * @param file the private key, without a passphrase
         * @return the credentials
         */
        public Credentials sshKey(Path file) {
            return new Credentials(origin, null, null, Objects.requireNonNull(file, "file"), null);
        }

        /**
         * By a key for ssh, at hosts that a file knows.
         *
         * @param file the private key, without a passphrase
         * @param knownHosts the host keys, as OpenSSH keeps them
         * @return the credentials
         */
        public Credentials sshKey(Path file, Path knownHosts) {
            return new Credentials(
                    origin,
                    null,
                    null,
                    Objects.requireNonNull(file, "file"),
                    Objects.requireNonNull(knownHosts, "knownHosts"));
        }

        /** A secret as it comes from a file has a line break at its end; one in its middle could end a header. */
        private String word(String name, String text) {
            String word = Objects.requireNonNull(text, name).strip();
            if (word.isEmpty() || word.chars().anyMatch(c -> c < ' ' || c == 127)) {
                throw new InvalidInputException(
                        "credentials of " + origin,
                        List.of(Problem.of(name, null, "is empty or has control characters", "give the word alone")));
            }
            return word;
        }
    }
}
