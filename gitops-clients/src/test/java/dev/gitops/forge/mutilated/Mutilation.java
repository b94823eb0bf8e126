package dev.gitops.forge.mutilated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an answer.
 *
 * @param path whose answer it is
 * @param pointer where in the document; empty for the whole
 * @param value what stands there instead; null where the key is taken away
 */
record Mutilation(String path, String pointer, @Nullable JsonNode value) {

    private static final JsonMapper JSON = new JsonMapper();

    /** All mutilations of some answers: each key taken away, each value nulled and of every other type. */
    static List<Mutilation> of(Map<String, JsonNode> answers) {
        List<Mutilation> all = new ArrayList<>();
        new TreeMap<>(answers).forEach((path, document) -> collect(path, "", document, false, all));
        return all;
    }

    private static void collect(String path, String at, JsonNode node, boolean isKey, List<Mutilation> all) {
        if (isKey) {
            all.add(new Mutilation(path, at, null));
        }
        for (String other : List.of("null", "true", "7", "\"\"", "\"text\"", "[]", "{}")) {
            JsonNode value = json(other);
            boolean same = value.getNodeType() == node.getNodeType() && !other.equals("\"\"");
            if (!same && !value.equals(node)) {
                all.add(new Mutilation(path, at, value));
            }
        }
        node.properties().forEach(key -> collect(path, at + "/" + key.getKey(), key.getValue(), true, all));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(path, at + "/" + i, node.get(i), false, all);
        }
    }

    /** The answers with this in them. */
    Map<String, JsonNode> in(Map<String, JsonNode> answers) {
        Map<String, JsonNode> mutilated = new TreeMap<>(answers);
        JsonNode document = answers.get(path);
        if (document != null) {
            mutilated.put(path, pointer.isEmpty() && value != null ? value : changed(document.deepCopy()));
        }
        return mutilated;
    }

    private JsonNode changed(JsonNode document) {
        int last = pointer.lastIndexOf('/');
        if (last < 0) {
            return document;
        }
        JsonNode parent = document.at(pointer.substring(0, last));
        String key = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object && value == null) {
            object.remove(key);
        } else if (parent instanceof ObjectNode object) {
            object.set(key, value);
        } else if (parent instanceof ArrayNode array
                && value != null
                && key.matches("\\d+")
                && Integer.parseInt(key) < array.size()) {
            array.set(Integer.parseInt(key), value);
        }
        return document;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public String toString() {
        return path + "#" + pointer + (value == null ? " taken away" : " = " + value);
    }
}
