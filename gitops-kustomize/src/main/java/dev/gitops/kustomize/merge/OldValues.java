package dev.gitops.kustomize.merge;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Numbers;
import dev.gitops.yaml.tree.OldScalars;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of JSON patches: read as YAML 1.1, with every number a floating-point one in the end. */
final class OldValues {

    private OldValues() {}

    static @Nullable Object of(Node node) {
        Object data = OldScalars.data(node);
        if (!Numbers.isFinite(data)) {
            throw new YamlException(node.line(), "a number without end cannot be written as JSON");
        }
        return data;
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
