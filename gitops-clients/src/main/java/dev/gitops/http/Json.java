package dev.gitops.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A part of an answer. A field that must be there and is not is an {@link ForgeException.Unexpected} that names the field and the request. */
public final class Json {

    static final JsonMapper MAPPER = new JsonMapper();

    private final JsonNode node;
    private final Request origin;

    Json(JsonNode node, Request origin) {
        this.node = node;
        this.origin = origin;
    }

    /** {@return a new object for a request's body} */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * A text or number that must be there.
     *
     * @param path the keys that lead to it
     * @return the text
     */
    public String text(String... path) {
        return maybe(path).orElseThrow(() -> missing(path));
    }

    /**
     * A text or number.
     *
     * @param path the keys that lead to it
     * @return the text; empty where it is missing or null
     */
    public Optional<String> maybe(String... path) {
        JsonNode value = at(path);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /**
     * A whole number that must be there.
     *
     * @param path the keys that lead to it
     * @return the number
     */
    public long number(String... path) {
        JsonNode value = at(path);
        if (!value.canConvertToLong()) {
            throw missing(path);
        }
        return value.longValue();
    }

    /**
     * A flag.
     *
     * @param path the keys that lead to it
     * @return whether it is there and true
     */
    public boolean flag(String... path) {
        return at(path).asBoolean(false);
    }

    /**
     * A time in the internet's form.
     *
     * @param path the keys that lead to it
     * @return the time; empty where it is missing or null
     */
    public Optional<Instant> time(String... path) {
        try {
            return maybe(path).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw missing(path);
        }
    }

    /**
     * A part.
     *
     * @param path the keys that lead to it
     * @return the part; empty where it is missing or null
     */
    public Optional<Json> part(String... path) {
        JsonNode value = at(path);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(new Json(value, origin));
    }

    /**
     * A list's items.
     *
     * @param path the keys that lead to the list
     * @return the items; empty where there is no list
     */
    public List<Json> items(String... path) {
        return StreamSupport.stream(at(path).spliterator(), false)
                .map(item -> new Json(item, origin))
                .toList();
    }

    /** {@return whether this is a list} */
    boolean isList() {
        return node.isArray();
    }

    /** {@return whether this is a list without items} */
    public boolean isEmptyList() {
        return node.isArray() && node.isEmpty();
    }

    /** {@return the answer as it came} */
    @Override
    public String toString() {
        return node.toString();
    }

    private JsonNode at(String... path) {
        JsonNode value = node;
        for (String key : path) {
            value = value.path(key);
        }
        return value;
    }

    private ForgeException missing(String... path) {
        return new ForgeException.Unexpected(
                origin,
                200,
                "was answered without \"" + String.join(".", path) + "\"",
                "check that the URL of the forge is right and that its version is supported",
                null);
    }
}
