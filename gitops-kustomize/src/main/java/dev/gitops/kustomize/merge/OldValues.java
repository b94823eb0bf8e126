package dev.gitops.kustomize.merge;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.OldScalars;
import dev.gitops.yaml.tree.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of JSON patches: read as YAML 1.1, with every number a floating-point one in the end. */
final class OldValues {

    private OldValues() {}

    static @Nullable Object of(Node node) {
        if (node.isMapping()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            List<Node> all = node.children();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                map.put(OldScalars.coerced(all.get(i)), of(all.get(i + 1)));
            }
            return map;
        }
        if (node.isSequence()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Node item : node.children()) {
                list.add(of(item));
            }
            return list;
        }
        return OldScalars.kind(node).equals("bool") ? Boolean.valueOf(OldScalars.coerced(node)) : Values.of(node);
    }

    static @Nullable Object floated(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((key, value) -> result.put(key.toString(), floated(value)));
            return result;
        }
        if (data instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>(list.size());
            for (Object item : list) {
                result.add(floated(item));
            }
            return result;
        }
        return data instanceof Number number ? (Double) number.doubleValue() : data;
    }

    static @Nullable Object copy(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((key, value) -> result.put(key.toString(), copy(value)));
            return result;
        }
        if (data instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>(list.size());
            for (Object item : list) {
                result.add(copy(item));
            }
            return result;
        }
        return data;
    }
}
