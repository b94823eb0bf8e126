package dev.gitops.cluster.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server.
 *
 * @param method the HTTP method
 * @param path the path, beginning with a slash
 * @param query the query's parts, encoded
 * @param contentType the body's type; null without one
 * @param body the body; null without one
 * @param repeatable whether doing it twice is as good as once
 */
public record Call(
        String method,
        String path,
        List<String> query,
        @Nullable String contentType,
        @Nullable String body,
        boolean repeatable) {

    private static final String JSON = "application/json";

    /**
     * Reads.
     *
     * @param path what
     * @return the request
     */
    public static Call get(String path) {
        return new Call("GET", path, List.of(), null, null, true);
    }

    /**
     * Makes a new object.
     *
     * @param path the collection
     * @param body the object
     * @return the request
     */
    public static Call post(String path, String body) {
        return new Call("POST", path, List.of(), JSON, body, false);
    }

    /**
     * Writes an object whose resource version tells that nobody else did. Repeated, so that a conflict may be with one's own first try.
     *
     * @param path the object's path
     * @param body the object
     * @return the request
     */
    public static Call put(String path, String body) {
        return new Call("PUT", path, List.of(), JSON, body, true);
    }

    /**
     * Server-side apply.
     *
     * @param path the object's path
     * @param body the object as wanted
     * @return the request
     */
    public static Call apply(String path, String body) {
        return new Call("PATCH", path, List.of(), "application/apply-patch+yaml", body, true);
    }

    /**
     * Changes some fields.
     *
     * @param path the object's path
     * @param body a JSON merge patch
     * @return the request
     */
    public static Call merge(String path, String body) {
        return new Call("PATCH", path, List.of(), "application/merge-patch+json", body, true);
    }

    /**
     * Deletes.
     *
     * @param path the object's path
     * @param options DeleteOptions
     * @return the request
     */
    public static Call delete(String path, String options) {
        return new Call("DELETE", path, List.of(), JSON, options, true);
    }

    /**
     * Adds to the query.
     *
     * @param name the parameter
     * @param value its value, encoded here
     * @return a request with it
     */
    public Call with(String name, String value) {
        List<String> longer = new ArrayList<>(query);
        longer.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        boolean without = name.equals("dryRun");
        return new Call(method, path, List.copyOf(longer), contentType, body, repeatable || without);
    }

    /** {@return the same request, repeated where its answer is lost, for a caller that knows its own work when it is told that it is there already} */
    public Call recognised() {
        return new Call(method, path, query, contentType, body, true);
    }

    /** Whether the answer is the text of a log, and not JSON. */
    boolean plain() {
        return path.endsWith("/log");
    }

    /** {@return the path with its query} */
    public String target() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** {@return the request in words, without its query and body} */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
