package dev.gitops.kustomize.edit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code patches}.
 *
 * @param path the file of the patch; empty for an inline one
 * @param patch the inline patch; empty for a file
 * @param target what it applies to: {@code group}, {@code version}, {@code kind}, {@code name}, {@code namespace}, {@code labelSelector}, {@code annotationSelector}; may be empty
 */
public record PatchEntry(String path, String patch, Map<String, String> target) {

    /** Drops the empty parts of the target. */
    public PatchEntry {
        Map<String, String> given = new TreeMap<>(target);
        given.values().removeIf(String::isEmpty);
        target = Map.copyOf(given);
    }

    /** Whether a present entry is this one. */
    boolean matches(Object entry) {
        return entry instanceof Map<?, ?> map
                && Keys.text(map, "path").equals(path)
                && Keys.text(map, "patch").equals(patch)
                && Keys.get(map, "options") == null
                && target(Keys.get(map, "target")).equals(target);
    }

    private static Map<String, String> target(@Nullable Object present) {
        Map<String, String> target = new TreeMap<>();
        if (present instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null && !value.equals("")) {
                    target.put(String.valueOf(key), String.valueOf(value));
                }
            });
        }
        return target;
    }

    Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (patch.isEmpty()) {
            entry.put("path", path);
        } else {
            entry.put("patch", patch);
        }
        if (!target.isEmpty()) {
            entry.put("target", new TreeMap<>(target));
        }
        return entry;
    }
}
