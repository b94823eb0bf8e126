package dev.gitops.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document and where it stands: line and column from 1, in code points. Aliases share their anchor's node, so a document is a graph without cycles. */
sealed interface Node {

    /** {@return the line, from 1} */
    int line();

    /** {@return the column, from 1} */
    int column();

    /** {@return how many values there are in it when aliases are written out, itself included} */
    int size();

    /** {@return the value as plain data: String, Long, Double, Boolean, List, Map, or null} */
    @Nullable
    Object data();

    /** {@return what it is, in words, as in {@code a list}} */
    String inWords();

    /**
     * A text, number, switch or nothing.
     *
     * @param text as written, without quotes
     * @param data the value
     */
    record Scalar(
            int line, int column, String text, @Nullable Object data) implements Node {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public String inWords() {
            if (data instanceof String) {
                return "a text";
            }
            if (data instanceof Boolean) {
                return "true or false";
            }
            return data == null ? "empty" : "a number";
        }
    }

    /** A list. */
    record Items(int line, int column, List<Node> items, int size) implements Node {
        @Override
        public List<@Nullable Object> data() {
            List<@Nullable Object> data = new ArrayList<>(items.size());
            for (Node item : items) {
                data.add(item.data());
            }
            return data;
        }

        @Override
        public String inWords() {
            return "a list";
        }
    }

    /** A map in the order of the document. */
    record Fields(int line, int column, Map<String, Field> fields, int size) implements Node {
        @Override
        public Map<String, @Nullable Object> data() {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            for (Field field : fields.values()) {
                data.put(field.key(), field.value().data());
            }
            return data;
        }

        @Override
        public String inWords() {
            return "a map";
        }

        /** {@return the value of a key; null where the map has no such key} */
        @Nullable
        Node get(String key) {
            Field field = fields.get(key);
            return field == null ? null : field.value();
        }
    }

    /** A key, where it stands, and its value. */
    record Field(int line, int column, String key, Node value) {}
}
