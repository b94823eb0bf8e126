package dev.gitops.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How a host is told who asks. Its secrets stand in a header and nowhere else. */
public interface Login {

    /** Nobody. */
    Login NONE = of(List.of(), Optional.empty());

    /** {@return the value of the {@code Authorization} header; empty for none} */
    Optional<String> header();

    /**
     * What to do after the host did not accept the header.
     *
     * @return true where another one was got and the request may be sent once more
     */
    default boolean renew() {
        return false;
    }

    /** {@return what it is, for messages} */
    default String words() {
        return "the token (GITOPS_FORGE_TOKEN)";
    }

    /** {@return what must never be shown, should the host repeat it} */
    List<String> secrets();

    /**
     * A token after a word.
     *
     * @param scheme the word, as in {@code Bearer}
     * @param token the token, where there is one
     * @return the login
     */
    static Login token(String scheme, Optional<String> token) {
        return of(token.stream().toList(), token.map(secret -> scheme + " " + secret));
    }

    /**
     * A user's name and secret.
     *
     * @param user the name; may be empty
     * @param secret the password or token
     * @return the login
     */
    static Login basic(String user, String secret) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return of(List.of(pair, secret), Optional.of("Basic " + pair));
    }

    private static Login of(List<String> secrets, Optional<String> header) {
        return new Login() {
            @Override
            public Optional<String> header() {
                return header;
            }

            @Override
            public List<String> secrets() {
                return secrets;
            }

            @Override
            public String toString() {
                return header.isPresent() ? "a login" : "no login";
            }
        };
    }
}
