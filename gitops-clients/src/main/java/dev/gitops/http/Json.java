package dev.gitops.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A part of an answer. A field that must be there and is not is an {@link ForgeException.Unexpected} that names the field and the request. */
public final class Json {

    static final JsonMapper MAPPER = new JsonMapper();

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

    /** The year 2000: a smaller number is no time of this world. */
    private static final long FIRST_MILLISECOND = 946_684_800_000L;

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
     * A text that must be there and not be empty.
     *
     * @param path the keys that lead to it
     * @return the text
     */
    public String text(String... path) {
        return maybe(path).orElseThrow(() -> missing(path));
    }

    /**
     * A text. A number or a flag is none.
     *
     * @param path the keys that lead to it
     * @return the text; empty where it is missing, null or empty
     */
    public Optional<String> maybe(String... path) {
        JsonNode value = at(path);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /**
     * A commit's id that must be there.
     *
     * @param path the keys that lead to it
     * @return the full id
     */
    public String commit(String... path) {
        return maybeCommit(path).orElseThrow(() -> missing(path));
    }

    /**
     * A commit's id.
     *
     * @param path the keys that lead to it
     * @return the full id; empty where there is none
     */
    public Optional<String> maybeCommit(String... path) {
        return maybe(path).filter(text -> COMMIT.matcher(text).matches());
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
     * A whole number.
     *
     * @param path the keys that lead to it
     * @return the number; empty where it is missing, null or no whole number
     */
    public Optional<Long> integer(String... path) {
        JsonNode value = at(path);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
    }

    /**
     * Whether two whole numbers are there and the same: ids of repositories, for example. What is not there is the same as nothing.
     *
     * @param one the keys that lead to the one, separated by dots
     * @param other the keys that lead to the other, separated by dots
     * @return whether they are
     */
    public boolean same(String one, String other) {
        Optional<Long> left = integer(one.split("\\."));
        return left.isPresent() && left.equals(integer(other.split("\\.")));
    }

    /**
     * Whether a text is there and this one.
     *
     * @param expected the text
     * @param path the keys that lead to it
     * @return whether it is
     */
    public boolean is(String expected, String... path) {
        return at(path).isTextual() && at(path).textValue().equals(expected);
    }

    /**
     * A flag. A text or number is none.
     *
     * @param path the keys that lead to it
     * @return whether it is there and true
     */
    public boolean flag(String... path) {
        JsonNode value = at(path);
        return value.isBoolean() && value.booleanValue();
    }

    /**
     * A flag that must be there to mean anything.
     *
     * @param path the keys that lead to it
     * @return whether it is there and false
     */
    public boolean denied(String... path) {
        JsonNode value = at(path);
        return value.isBoolean() && !value.booleanValue();
    }

    /**
     * A time, in the internet's form or in milliseconds since 1970.
     *
     * @param path the keys that lead to it
     * @return the time; empty where it is missing, null or unreadable
     */
    public Optional<Instant> time(String... path) {
        JsonNode value = at(path);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Optional.of(value.longValue())
                    .filter(millis -> millis >= FIRST_MILLISECOND)
                    .map(Instant::ofEpochMilli);
        }
        try {
            return value.isTextual() ? Optional.of(instant(value.textValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Some hosts write an offset without its colon. */
    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                .toInstant();
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
        JsonNode list = at(path);
        return list.isArray()
                ? StreamSupport.stream(list.spliterator(), false)
                        .map(item -> new Json(item, origin))
                        .toList()
                : List.of();
    }

    /**
     * The items of a list that must be there, where its absence would be taken for an answer.
     *
     * @param path the keys that lead to the list
     * @return the items
     */
    public List<Json> list(String... path) {
        if (!at(path).isArray()) {
            throw missing(path);
        }
        return items(path);
    }

    /**
     * Whether a key is there, be it null.
     *
     * @param path the keys that lead to it
     * @return whether it is
     */
    public boolean has(String... path) {
        return !at(path).isMissingNode();
    }

    /** {@return whether this is a list} */
    public boolean isList() {
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
        return unexpected("was answered without \"" + String.join(".", path) + "\"");
    }

    ForgeException unexpected(String why) {
        return new ForgeException.Unexpected(
                origin, 200, why, "check that the URL of the forge is right and that its version is supported", null);
    }
}
