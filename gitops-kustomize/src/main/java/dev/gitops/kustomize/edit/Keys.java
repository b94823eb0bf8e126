package dev.gitops.kustomize.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access to maps as kustomize reads them: the case of keys does not count. */
final class Keys {

    private Keys() {}

    /** The key as the map has it, or else as it is asked for. */
    static String name(Map<?, ?> map, String key) {
        if (map.containsKey(key)) {
            return key;
        }
        for (Object present : map.keySet()) {
            if (present instanceof String name && name.equalsIgnoreCase(key)) {
                return name;
            }
        }
        return key;
    }

    static @Nullable Object get(Map<?, ?> map, String key) {
        return map.get(name(map, key));
    }

    static String text(Map<?, ?> map, String key) {
        Object value = get(map, key);
        return value == null ? "" : String.valueOf(value);
    }

    static boolean flag(Map<?, ?> map, String key) {
        return Boolean.TRUE.equals(get(map, key));
    }

    static List<Object> list(Map<?, ?> map, String key) {
        List<Object> items = new ArrayList<>();
        if (get(map, key) instanceof List<?> list) {
            list.forEach(item -> items.add(item == null ? "" : item));
        }
        return items;
    }

    static List<String> texts(Map<?, ?> map, String key) {
        return list(map, key).stream().map(String::valueOf).toList();
    }

    static Map<?, ?> map(Map<?, ?> map, String key) {
        return get(map, key) instanceof Map<?, ?> inner ? inner : Map.of();
    }

    static boolean sameNamespace(String one, String other) {
        return (one.isEmpty() ? "default" : one).equals(other.isEmpty() ? "default" : other);
    }

    /** Whether keys stand in alphabetical order, as kustomize writes them. */
    static boolean isSorted(Iterable<?> keys) {
        String before = "";
        for (Object key : keys) {
            if (before.compareTo(String.valueOf(key)) > 0) {
                return false;
            }
            before = String.valueOf(key);
        }
        return true;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
