package dev.gitops.review.schema;

import dev.gitops.review.rendered.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items that a list had, by the keys that tell one from another. The API server knows an item again in lists of type {@code map} alone. */
final class Items {

    private static final Items NONE = new Items(List.of(), new HashMap<>());

    private final List<String> keys;
    private final Map<List<Optional<Object>>, Object> items;

    private Items(List<String> keys, Map<List<Optional<Object>>, Object> items) {
        this.keys = keys;
        this.items = items;
    }

    static Items of(Content schema, @Nullable Object before) {
        List<String> keys = schema.at("x-kubernetes-list-map-keys").texts();
        boolean isMap = schema.at("x-kubernetes-list-type").text("").equals("map");
        if (!isMap || keys.isEmpty() || !(before instanceof List<?> list)) {
            return NONE;
        }
        Items items = new Items(keys, new HashMap<>());
        for (Object item : list) {
            if (item instanceof Map<?, ?> map) {
                items.items.putIfAbsent(items.key(map), map);
            }
        }
        return items;
    }

    @Nullable
    Object sameAs(@Nullable Object item) {
        return item instanceof Map<?, ?> map ? items.get(key(map)) : null;
    }

    private List<Optional<Object>> key(Map<?, ?> item) {
        return keys.stream()
                .map(key -> Optional.<Object>ofNullable(item.get(key)))
                .toList();
    }
}
