package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON as this module reads and writes it. */
public final class Json {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private Json() {}

    /** Made when the first text is read or written: a help or a refusal needs none. */
    private static final class Mapper {
        static final ObjectMapper JACKSON = new ObjectMapper();
    }

    /** Makes ahead of the first answer what reads it. */
    static void prepare() {
        read("{}");
    }

    /** {@return an empty object} */
    public static ObjectNode object() {
        return MAKE.objectNode();
    }

    /** {@return an empty list} */
    public static ArrayNode array() {
        return MAKE.arrayNode();
    }

    /**
     * Plain data as a tree of JSON.
     *
     * @param data maps, lists, texts, numbers, booleans and null
     * @return the same as a tree of its own
     */
    public static ObjectNode tree(Map<String, ?> data) {
        ObjectNode tree = MAKE.objectNode();
        data.forEach((key, value) -> tree.set(key, node(value)));
        return tree;
    }

    /** By hand, as Jackson's own way costs a tenth of a second of every command. */
    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return MAKE.nullNode();
        }
        if (value instanceof String text) {
            return MAKE.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return MAKE.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return MAKE.numberNode(number.intValue());
        }
        if (value instanceof Long number) {
            return MAKE.numberNode(number.longValue());
        }
        if (value instanceof Double number) {
            return MAKE.numberNode(number.doubleValue());
        }
        if (value instanceof BigInteger number) {
            return MAKE.numberNode(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode tree = MAKE.objectNode();
            map.forEach((key, each) -> tree.set(String.valueOf(key), node(each)));
            return tree;
        }
        if (value instanceof List<?> list) {
            ArrayNode tree = MAKE.arrayNode(list.size());
            list.forEach(each -> tree.add(node(each)));
            return tree;
        }
        return Mapper.JACKSON.valueToTree(value);
    }

    /**
     * A tree as plain data.
     *
     * @param node the tree; not null itself, though null may stand in it
     * @return maps, lists, texts, numbers, booleans and null
     */
    public static Object plain(JsonNode node) {
        return Mapper.JACKSON.convertValue(node, Object.class);
    }

    /**
     * Reads a JSON text.
     *
     * @param text the text
     * @return the tree; missing where the text is empty or no JSON
     */
    public static JsonNode read(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : Mapper.JACKSON.readTree(text);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Reads a JSON value of any kind.
     *
     * @param text the text
     * @return the value; the text itself where it is no JSON
     */
    public static JsonNode value(String text) {
        JsonNode read = read(text);
        return read.isMissingNode() ? JsonNodeFactory.instance.textNode(text) : read;
    }

    /**
     * Reads JSON bytes.
     *
     * @param bytes UTF-8
     * @return the tree; missing where there are none or they are no JSON
     */
    public static JsonNode read(byte[] bytes) {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : Mapper.JACKSON.readTree(bytes);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * A tree as compact text.
     *
     * @param node the tree
     * @return JSON on one line
     */
    public static String text(JsonNode node) {
        try {
            return Mapper.JACKSON.writeValueAsString(node);
        } catch (IOException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    /**
     * The text at a path of keys.
     *
     * @param node where to begin
     * @param keys the keys, outermost first
     * @return the text or number as text; empty where nothing or null stands there
     */
    public static Optional<String> text(JsonNode node, String... keys) {
        JsonNode found = at(node, keys);
        return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
    }

    /**
     * What stands at a path of keys.
     *
     * @param node where to begin
     * @param keys the keys, outermost first
     * @return the value; missing where nothing stands there
     */
    public static JsonNode at(JsonNode node, String... keys) {
        JsonNode found = node;
        for (String key : keys) {
            found = found.path(key);
        }
        return found;
    }

    /**
     * The objects of a list as the server sends it. Its items name neither kind nor version, as the list does it for them; here each says so itself.
     *
     * @param list the answer to a LIST
     * @return its objects
     */
    public static List<JsonNode> objects(JsonNode list) {
        String kind = list.path("kind").asText("").replaceFirst("List$", "");
        String apiVersion = list.path("apiVersion").asText("");
        return items(list.path("items")).stream()
                .map(item -> (JsonNode)
                        ((ObjectNode) item).put("apiVersion", apiVersion).put("kind", kind))
                .toList();
    }

    /**
     * The elements of a list.
     *
     * @param node a list, or anything else
     * @return its elements; none where it is no list
     */
    public static List<JsonNode> items(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of();
    }
}
