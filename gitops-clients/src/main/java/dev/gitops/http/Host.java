package dev.gitops.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A host: where its API is, and how it is spoken to.
 *
 * @param name its name for messages, as in {@code GitHub}
 * @param root the API's root, ending in a slash
 * @param token the token, where there is one; never printed
 * @param scheme the word before the token in the {@code Authorization} header
 * @param headers what every request carries beside the token
 * @param rights which rights the token needs, for messages, as in {@code the scope api}
 */
public record Host(
        String name, URI root, Optional<String> token, String scheme, Map<String, String> headers, String rights) {

    /** Copies the headers. */
    public Host {
        headers = Map.copyOf(headers);
    }

    /** {@return the host, without its token} */
    @Override
    public String toString() {
        return name + " at " + root;
    }
}
