package dev.gitops.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.text.Hidden;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and prints JSON documents. */
public final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** Takes a while to make, and most commands print for people. */
    private static final class Texts {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    /** {@return a new object} */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** {@return a new array} */
    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /**
     * An array of texts.
     *
     * @param texts the texts
     * @return the array
     */
    public static ArrayNode array(List<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /**
     * Puts a value where there is one.
     *
     * @param object where
     * @param key the key
     * @param value its text is put; nothing is put where it is empty
     */
    public static void put(ObjectNode object, String key, Optional<?> value) {
        value.ifPresent(there -> object.put(key, there.toString()));
    }

    /**
     * Puts a value where there is one.
     *
     * @param object where
     * @param key the key
     * @param value its text is put; nothing is put where it is null
     */
    public static void put(ObjectNode object, String key, @Nullable Object value) {
        if (value != null) {
            object.put(key, value.toString());
        }
    }

    /**
     * A JSON text as a document.
     *
     * @param json the text
     * @return the document
     */
    public static JsonNode parse(String json) {
        try {
            return Texts.MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no JSON", broken);
        }
    }

    /**
     * A document as a text for people and programs.
     *
     * @param node the document
     * @return its text, indented, without a line end; characters that nobody sees are escaped, those that JSON would let stand too
     */
    public static String text(JsonNode node) {
        try {
            return escaped(Texts.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree is JSON", impossible);
        }
    }

    /** Hidden characters stand within strings alone, line ends of the layout apart. */
    private static String escaped(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c != '\n' && Hidden.is(c)) {
                for (char unit : Character.toChars(c)) {
                    text.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
