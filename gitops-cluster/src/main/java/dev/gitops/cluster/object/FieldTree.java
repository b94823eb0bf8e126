package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Sets of fields as {@code fieldsV1} writes them: {@code f:} before a field, {@code k:} before the key of a list's element, {@code v:} before the value of a set's element, a dot for the thing
 * itself, nothing below a value that is owned as a whole.
 */
public final class FieldTree {

    private static final String SELF = ".";

    private FieldTree() {}

    /** What is in either. */
    static ObjectNode union(JsonNode one, JsonNode other) {
        ObjectNode all = Json.object();
        one.properties().forEach(entry -> all.set(entry.getKey(), union(entry.getValue(), Json.object())));
        other.properties().forEach(entry -> all.set(entry.getKey(), union(all.path(entry.getKey()), entry.getValue())));
        return all;
    }

    /** What is in the first and not in the other. */
    static ObjectNode minus(JsonNode one, JsonNode other) {
        ObjectNode rest = Json.object();
        for (Map.Entry<String, JsonNode> entry : one.properties()) {
            if (!other.has(entry.getKey())) {
                rest.set(entry.getKey(), entry.getValue());
            } else if (!entry.getValue().isEmpty()) {
                ObjectNode below = minus(entry.getValue(), other.path(entry.getKey()));
                if (!below.isEmpty()) {
                    rest.set(entry.getKey(), below);
                }
            }
        }
        return rest;
    }

    /** What is in both. */
    static ObjectNode both(JsonNode one, JsonNode other) {
        ObjectNode common = Json.object();
        for (Map.Entry<String, JsonNode> entry : one.properties()) {
            if (!other.has(entry.getKey())) {
                continue;
            }
            ObjectNode below = both(entry.getValue(), other.path(entry.getKey()));
            boolean whole =
                    entry.getValue().isEmpty() || other.path(entry.getKey()).isEmpty();
            if (whole || !below.isEmpty()) {
                common.set(entry.getKey(), below);
            }
        }
        // that a map is there is nothing of its own where it has something
        if (common.size() == 1 && common.has(SELF) && one.size() > 1) {
            common.remove(SELF);
        }
        return common;
    }

    /** What of these fields an object has. */
    static ObjectNode present(JsonNode fields, JsonNode object) {
        ObjectNode there = Json.object();
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            if (entry.getKey().equals(SELF)) {
                there.set(SELF, entry.getValue());
                continue;
            }
            JsonNode value = value(entry.getKey(), object);
            if (value.isMissingNode()) {
                continue;
            }
            ObjectNode below = present(entry.getValue(), value);
            if (entry.getValue().isEmpty() || !below.isEmpty()) {
                there.set(entry.getKey(), below);
            }
        }
        return there;
    }

    /** Takes fields out of an object, and what is empty without them. */
    static void remove(JsonNode fields, JsonNode object) {
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            String key = entry.getKey();
            JsonNode value = value(key, object);
            if (key.equals(SELF) || value.isMissingNode()) {
                continue;
            }
            if (!entry.getValue().isEmpty() && !entry.getValue().has(SELF)) {
                remove(entry.getValue(), value);
            }
            boolean whole = entry.getValue().isEmpty() || entry.getValue().has(SELF) && !key.startsWith("f:");
            if (!whole && entry.getValue().has(SELF)) {
                remove(minus(entry.getValue(), Json.object().set(SELF, Json.object())), value);
            }
            if (whole || value.isContainerNode() && value.isEmpty()) {
                drop(key, value, object);
            }
        }
    }

    private static void drop(String key, JsonNode value, JsonNode object) {
        if (object instanceof ObjectNode map) {
            map.remove(key.substring(2));
        } else if (object instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).equals(value)) {
                    list.remove(i);
                    return;
                }
            }
        }
    }

    /** Names each field with what an object has there: an element of a list as a whole where it is in the set as such. */
    static void each(JsonNode fields, JsonNode object, BiConsumer<List<Step>, JsonNode> use) {
        each(fields, object, List.of(), use);
    }

    private static void each(JsonNode fields, JsonNode object, List<Step> way, BiConsumer<List<Step>, JsonNode> use) {
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            String key = entry.getKey();
            JsonNode value = value(key, object);
            if (key.equals(SELF) || value.isMissingNode()) {
                continue;
            }
            List<Step> longer = new ArrayList<>(way);
            longer.add(step(key, object));
            boolean whole = entry.getValue().isEmpty() || entry.getValue().has(SELF) && !key.startsWith("f:");
            if (whole) {
                use.accept(List.copyOf(longer), value);
            } else {
                each(entry.getValue(), value, longer, use);
            }
        }
    }

    private static Step step(String key, JsonNode object) {
        if (key.startsWith("k:")) {
            Map<String, JsonNode> parts = new LinkedHashMap<>();
            Json.read(key.substring(2)).properties().forEach(part -> parts.put(part.getKey(), part.getValue()));
            return new Step.Element(parts);
        }
        return key.startsWith("f:") ? new Step.Field(key.substring(2)) : new Step.Place(place(key, object));
    }

    private static int place(String key, JsonNode list) {
        JsonNode wanted = Json.value(key.substring(2));
        for (int i = 0; i < list.size(); i++) {
            if (Values.same(list.get(i), wanted)) {
                return i;
            }
        }
        return 0;
    }

    private static JsonNode value(String key, JsonNode object) {
        if (key.startsWith("f:")) {
            return object.path(key.substring(2));
        }
        if (key.startsWith("v:")) {
            JsonNode wanted = Json.value(key.substring(2));
            return Json.items(object).stream()
                    .filter(element -> Values.same(element, wanted))
                    .findFirst()
                    .orElse(Json.object().path(key));
        }
        if (key.startsWith("k:")) {
            JsonNode parts = Json.read(key.substring(2));
            return Json.items(object).stream()
                    .filter(element -> parts.properties().stream()
                            .allMatch(part -> element.has(part.getKey())
                                    && Values.same(element.get(part.getKey()), part.getValue())))
                    .findFirst()
                    .orElse(Json.object().path(key));
        }
        return Json.object().path(key);
    }
}
