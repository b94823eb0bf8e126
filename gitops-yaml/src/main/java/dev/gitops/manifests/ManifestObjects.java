package dev.gitops.manifests;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes objects of data. */
public final class ManifestObjects {

    private ManifestObjects() {}

    /**
     * The object of a document.
     *
     * @param content the data of one object, or of a List
     * @return the object; the objects of a List
     * @throws InvalidInputException if it is no Kubernetes object
     */
    public static List<ManifestObject> of(Map<String, ? extends @Nullable Object> content) {
        List<ManifestObject> objects = new ArrayList<>(1);
        try {
            add(content, objects);
        } catch (NoObjectException refused) {
            throw new InvalidInputException(
                    "the manifests", List.of(Problem.of("document", null, refused.why(), refused.hint())));
        }
        return objects;
    }

    static void add(Object document, List<ManifestObject> objects) {
        if (!(document instanceof Map<?, ?> map)) {
            throw new NoObjectException("is no mapping", "every document is a Kubernetes object");
        }
        if (!(map.get("apiVersion") instanceof String apiVersion) || !(map.get("kind") instanceof String kind)) {
            throw new NoObjectException("has no apiVersion or no kind", "every document is a Kubernetes object");
        }
        if (kind.endsWith("List") && map.get("items") instanceof List<?> items) {
            items.forEach(item -> add(item(item, apiVersion, kind), objects));
            return;
        }
        Map<?, ?> metadata = map.get("metadata") instanceof Map<?, ?> found ? found : Map.of();
        Object name = metadata.get("name");
        if (!(name instanceof String given)) {
            boolean number = name instanceof Number || name instanceof Boolean;
            throw new NoObjectException(
                    number
                            ? "of kind " + kind + " has the metadata.name " + name + ", which is no text"
                            : "of kind " + kind + " has no metadata.name",
                    number ? "quote it" : "every document is a Kubernetes object");
        }
        String namespace = metadata.get("namespace") instanceof String in ? in : null;
        @SuppressWarnings("unchecked")
        Map<String, Object> content = (Map<String, Object>) map;
        objects.add(new ManifestObject(apiVersion, kind, namespace, given, content));
    }

    /** An item that does not say its kind has the List's. */
    private static Object item(@Nullable Object item, String apiVersion, String kind) {
        if (!(item instanceof Map<?, ?> map)) {
            throw new NoObjectException("has an item that is no mapping", "every item of a List is an object");
        }
        String itemKind = kind.substring(0, kind.length() - "List".length());
        if (map.get("kind") instanceof String || itemKind.isEmpty()) {
            return map;
        }
        Map<Object, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("apiVersion", apiVersion);
        whole.put("kind", itemKind);
        whole.putAll(map);
        return whole;
    }
}
