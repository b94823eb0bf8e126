package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a field manager owns of a live object, as {@code managedFields} tell it.
 *
 * <p>They also tell how each list is merged (by keys, as a set, as a whole), so that a wanted object can be held against a live one without a schema: where the manager owns exactly the
 * fields that are wanted and each has the wanted value, an apply would change nothing. Where that cannot be proved (a defaulted list, a quantity in other words) the answer is no, and the
 * server is asked.
 */
public final class OwnedFields {

    private static final Set<String> IDENTITY = Set.of("apiVersion", "kind");
    private static final Set<String> NAMES = Set.of("name", "namespace", "creationTimestamp");

    private final JsonNode fields;

    private OwnedFields(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * What a manager applied.
     *
     * @param live the live object with its managed fields
     * @param manager the manager's name
     * @param apiVersion the version it must have applied in
     * @return its fields; empty where it applied nothing, or in another version
     */
    public static Optional<OwnedFields> applied(JsonNode live, String manager, String apiVersion) {
        JsonNode found = null;
        for (JsonNode entry : Json.at(live, "metadata", "managedFields")) {
            if (entry.path("manager").asText().equals(manager)
                    && entry.path("operation").asText().equals("Apply")
                    && !entry.has("subresource")) {
                if (found != null || !entry.path("apiVersion").asText().equals(apiVersion)) {
                    return Optional.empty();
                }
                found = entry.path("fieldsV1");
            }
        }
        return Optional.ofNullable(found).map(OwnedFields::new);
    }

    /**
     * Whether a field is owned.
     *
     * @param path the keys, outermost first
     * @return true if it, or something in it, is owned
     */
    public boolean owns(String... path) {
        JsonNode here = fields;
        for (String key : path) {
            here = here.path("f:" + key);
        }
        return !here.isMissingNode();
    }

    /**
     * Whether an apply would surely change nothing.
     *
     * @param wanted the object as it would be applied
     * @param live the object as it is
     * @return true if that is certain
     */
    public boolean unchanged(JsonNode wanted, JsonNode live) {
        return fieldsUnchanged(wanted, fields, live, IDENTITY);
    }

    private static boolean fieldsUnchanged(JsonNode wanted, JsonNode owned, JsonNode live, Set<String> leftOut) {
        int counted = 0;
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String key = field.getKey();
            if (leftOut.contains(key)) {
                continue;
            }
            JsonNode below = owned.get("f:" + key);
            boolean metadata = leftOut == IDENTITY && key.equals("metadata");
            if (below == null
                    || !(metadata
                            ? fieldsUnchanged(field.getValue(), below, live.path(key), NAMES)
                            : valueUnchanged(field.getValue(), below, live.get(key)))) {
                return false;
            }
            counted++;
        }
        return counted == owned.size() - (owned.has(".") ? 1 : 0);
    }

    private static boolean valueUnchanged(JsonNode wanted, JsonNode owned, @Nullable JsonNode live) {
        if (wanted.isArray() && wanted.isEmpty()) {
            // the server drops empty lists of typed objects
            return owned.isEmpty() && (live == null || live.isArray() && live.isEmpty());
        }
        if (live == null || wanted.isNull()) {
            return false;
        }
        if (owned.isEmpty()) {
            return wanted.isObject() && wanted.isEmpty() ? live.isObject() : Values.same(wanted, live);
        }
        if (wanted.isObject()) {
            return fieldsUnchanged(wanted, owned, live, Set.of());
        }
        return wanted.isArray() && live.isArray() && elementsUnchanged(wanted, owned, live);
    }

    private static boolean elementsUnchanged(JsonNode wanted, JsonNode owned, JsonNode live) {
        Set<String> matched = new HashSet<>();
        int last = -1;
        for (JsonNode element : wanted) {
            String key = element.isObject() ? keyOf(element, owned, matched) : "v:" + Json.text(element);
            JsonNode below = key == null ? null : owned.get(key);
            int at = below == null ? -1 : position(String.valueOf(key), element, live);
            if (below == null || at <= last || !matched.add(key)) {
                return false;
            }
            if (element.isObject() && !fieldsUnchanged(element, below, live.get(at), Set.of())) {
                return false;
            }
            last = at;
        }
        return matched.size() == owned.size() - (owned.has(".") ? 1 : 0);
    }

    /** The key among those owned that an element has; a key field that the element leaves out counts as defaulted. */
    private static @Nullable String keyOf(JsonNode element, JsonNode owned, Set<String> taken) {
        String found = null;
        for (Map.Entry<String, JsonNode> entry : owned.properties()) {
            if (!entry.getKey().startsWith("k:") || taken.contains(entry.getKey())) {
                continue;
            }
            boolean fits = true;
            for (Map.Entry<String, JsonNode> part :
                    Json.read(entry.getKey().substring(2)).properties()) {
                JsonNode value = element.get(part.getKey());
                fits = fits && (value == null || Values.same(value, part.getValue()));
            }
            if (fits && found != null) {
                return null;
            }
            found = fits ? entry.getKey() : found;
        }
        return found;
    }

    private static int position(String key, JsonNode element, JsonNode live) {
        JsonNode parts = key.startsWith("k:") ? Json.read(key.substring(2)) : null;
        for (int i = 0; i < live.size(); i++) {
            if (parts == null ? Values.same(element, live.get(i)) : has(live.get(i), parts)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean has(JsonNode element, JsonNode parts) {
        for (Map.Entry<String, JsonNode> part : parts.properties()) {
            JsonNode value = element.get(part.getKey());
            if (value == null || !Values.same(part.getValue(), value)) {
                return false;
            }
        }
        return true;
    }
}
