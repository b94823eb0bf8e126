package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One step of the way from an object to one of its values. */
sealed interface Step {

    /** Into a field. */
    record Field(String name) implements Step {}

    /** Into the element of a list that has certain values. */
    record Element(Map<String, JsonNode> key) implements Step {}

    /** Into the element of a list that stands at a place. */
    record Place(int index) implements Step {}

    /** The way as people write it, as in {@code spec.containers[name=web].image}. */
    static String text(List<Step> way) {
        StringBuilder text = new StringBuilder();
        for (Step step : way) {
            if (step instanceof Field field) {
                boolean plain = field.name().matches("[A-Za-z0-9_-]+");
                text.append(plain ? text.isEmpty() ? "" : "." : "[\"")
                        .append(field.name())
                        .append(plain ? "" : "\"]");
            } else if (step instanceof Element element) {
                text.append(element.key().entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue().asText())
                        .collect(Collectors.joining(",", "[", "]")));
            } else if (step instanceof Place place) {
                text.append('[').append(place.index()).append(']');
            }
        }
        return text.toString();
    }

    /** Whether managed fields have this step, and where it leads. */
    default JsonNode in(JsonNode fields) {
        if (this instanceof Field field) {
            return fields.path("f:" + field.name());
        }
        if (this instanceof Element element) {
            for (Map.Entry<String, JsonNode> entry : fields.properties()) {
                if (entry.getKey().startsWith("k:")
                        && fits(Json.read(entry.getKey().substring(2)), element)) {
                    return entry.getValue();
                }
            }
        }
        return Json.object().path("nowhere");
    }

    private static boolean fits(JsonNode key, Element element) {
        return element.key().entrySet().stream()
                .allMatch(part -> key.has(part.getKey()) && Values.same(key.get(part.getKey()), part.getValue()));
    }
}
