package dev.gitops.cluster.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON as this module reads and writes it. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** {@return an empty object} */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** {@return an empty list} */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Plain data as a tree of JSON.
     *
     * @param data maps, lists, texts, numbers, booleans and null
     * @return the same as a tree of its own
     */
    public static ObjectNode tree(Map<String, ?> data) {
        ObjectNode tree = MAPPER.createObjectNode();
        data.forEach((key, value) -> tree.set(key, node(value)));
        return tree;
    }

    /** By hand, as Jackson's own way costs a tenth of a second of every command. */
    private static JsonNode node(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value == null) {
            return make.nullNode();
        }
        if (value instanceof String text) {
            return make.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return make.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return make.numberNode(number.intValue());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode tree = make.objectNode();
            map.forEach((key, each) -> tree.set(String.valueOf(key), node(each)));
            return tree;
        }
        if (value instanceof List<?> list) {
            ArrayNode tree = make.arrayNode(list.size());
            list.forEach(each -> tree.add(node(each)));
            return tree;
        }
        return MAPPER.valueToTree(value);
    }

    /**
     * A tree as plain data.
     *
     * @param node the tree
     * @return maps, lists, texts, numbers, booleans and null
     */
    public static Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }

    /**
     * Reads a JSON text.
     *
     * @param text the text
     * @return the tree; missing where the text is empty or no JSON
     */
    public static JsonNode read(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
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
            return bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
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
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
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
