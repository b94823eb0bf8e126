package dev.gitops.http;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A path below a host's API root, with its query: every part is checked and percent-encoded, so that no value can add a segment, a parameter or a fragment.
 *
 * @param path the encoded path, without a leading slash
 * @param query the encoded query, without its question mark; empty where there is none
 */
public record Resource(String path, String query) {

    /**
     * A path from its parts.
     *
     * @param segments the parts, not encoded; a slash in one is data and is encoded
     * @return the path
     * @throws InvalidInputException if a part is empty, a dot segment, or holds control characters
     */
    public static Resource of(String... segments) {
        return new Resource("", "").at(segments);
    }

    /**
     * A path below this one.
     *
     * @param segments the parts, not encoded
     * @return the longer path, without this one's query
     */
    public Resource at(String... segments) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw refused(segment, "cannot be a part of a URL");
            }
            longer.append(longer.isEmpty() ? "" : "/").append(encoded(segment));
        }
        return new Resource(longer.toString(), "");
    }

    /**
     * A path below this one, to an object by number.
     *
     * @param number the object's number
     * @return the longer path
     */
    public Resource at(long number) {
        return at(Long.toString(number));
    }

    /**
     * This path with one more parameter.
     *
     * @param name the parameter
     * @param value its value, not encoded
     * @return the path with the parameter
     */
    public Resource with(String name, String value) {
        String parameter = encoded(name) + "=" + encoded(value);
        return new Resource(path, query.isEmpty() ? parameter : query + "&" + parameter);
    }

    /**
     * This path with one more parameter.
     *
     * @param name the parameter
     * @param value its value
     * @return the path with the parameter
     */
    public Resource with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** {@return the path and, where there is one, the query} */
    @Override
    public String toString() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String value) {
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw refused(value, "holds control characters");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static InvalidInputException refused(String value, String why) {
        return new InvalidInputException(
                "a value that goes into a URL", List.of(new Problem(null, 0, 0, null, value, why, null)));
    }
}
