package dev.gitops.manifests;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes an object apart into its fields. List items that are maps with a name are addressed by it, so that an inserted item does not shift the others. */
final class Leaves {

    private Leaves() {}

    /** Tells each leaf's path, as in {@code spec.containers[name=web].image}, and its value as compact JSON; an empty list or map is a leaf. */
    static void collect(@Nullable Object node, String path, BiConsumer<String, String> leaf) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> collect(value, path.isEmpty() ? String.valueOf(key) : path + "." + key, leaf));
        } else if (node instanceof List<?> list && !list.isEmpty()) {
            for (int index = 0; index < list.size(); index++) {
                collect(list.get(index), path + "[" + label(list, index) + "]", leaf);
            }
        } else {
            leaf.accept(path, json(node));
        }
    }

    private static String label(List<?> list, int index) {
        Object name = list.get(index) instanceof Map<?, ?> item ? item.get("name") : null;
        boolean unique = name != null
                && list.stream()
                                .filter(other -> other instanceof Map<?, ?> map && name.equals(map.get("name")))
                                .count()
                        == 1;
        return unique ? "name=" + name : Integer.toString(index);
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        if (value instanceof List<?>) {
            return "[]";
        }
        if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        return String.valueOf(value);
    }
}
