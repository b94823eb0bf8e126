package dev.gitops.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/**
 * A request, as messages name it. It holds no secret.
 *
 * @param what what is tried, as in {@code open a pull request from a to b}
 * @param method the HTTP method
 * @param url the whole URL
 * @param body what is sent
 */
record Request(String what, String method, URI url, Optional<JsonNode> body) {

    /** {@return whether a second one has the same effect as the first} */
    boolean repeatable() {
        return !method.equals("POST");
    }

    /** {@return the method and the URL} */
    String line() {
        return method + " " + url;
    }

    @Override
    public String toString() {
        return line();
    }
}
