package dev.gitops.http;

import dev.gitops.network.Network;
import java.net.URI;
import java.util.Map;

/**
 * A host: where its API is, and how it is spoken to.
 *
 * @param name its name for messages, as in {@code GitHub}
 * @param root the API's root, ending in a slash
 * @param login who asks
 * @param headers what every request carries beside the login
 * @param rights which rights the login needs, for messages, as in {@code the scope api}
 * @param network how it is reached
 */
public record Host(String name, URI root, Login login, Map<String, String> headers, String rights, Network network) {

    /** Copies the headers. */
    public Host {
        headers = Map.copyOf(headers);
    }

    /**
     * The same host by another root.
     *
     * @param other the other root, ending in a slash
     * @return the host
     */
    public Host at(URI other) {
        return new Host(name, other, login, headers, rights, network);
    }

    /**
     * The same host asked by somebody else.
     *
     * @param other who asks
     * @return the host
     */
    public Host as(Login other) {
        return new Host(name, root, other, headers, rights, network);
    }

    boolean hasLogin() {
        return !login.secrets().isEmpty();
    }

    /** {@return the host, without its login} */
    @Override
    public String toString() {
        return name + " at " + root;
    }
}
