package dev.gitops.helm;

import dev.gitops.api.Problem;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values given as texts, as in {@code redis.replicas=3}: each gets the type that the value has, and a key that nobody knows is refused. */
final class TypedValues {

    private static final YamlPath ROOT = YamlPath.root();

    private final Values values;
    private final Set<String> subcharts;
    private final ValuesEdit edit;

    TypedValues(Values values, Set<String> subcharts, ValuesEdit edit) {
        this.values = values;
        this.subcharts = subcharts;
        this.edit = edit;
    }

    void set(String key, String text) {
        YamlPath path = YamlPath.parse(key);
        if (!isKnown(path)) {
            edit.refuse(Problem.of(
                    key,
                    text,
                    "neither the values files nor the chart know this key",
                    "the chart has " + String.join(", ", known())));
            return;
        }
        Object present = values.value(path).orElse(null);
        if (present instanceof String) {
            edit.set(path, text);
            return;
        }
        Object wanted = read(text);
        if (present == null || sameType(present, wanted)) {
            edit.set(path, wanted);
            return;
        }
        edit.refuse(values.layers()
                .get(values.holder(path))
                .problem(
                        path,
                        "is " + word(present) + ", and \"" + text + "\" is " + word(wanted),
                        "give " + word(present)));
    }

    private boolean isKnown(YamlPath path) {
        YamlPath first = path;
        while (!first.parent().equals(ROOT)) {
            first = first.parent();
        }
        return values.holder(first) >= 0
                || subcharts.contains(first.toString())
                || first.toString().equals("global");
    }

    private Set<String> known() {
        Set<String> names = new TreeSet<>(subcharts);
        for (YamlFile layer : values.layers()) {
            if (layer.value(ROOT).orElse(null) instanceof Map<?, ?> map) {
                map.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        }
        return names;
    }

    /** A text that YAML reads as truth, number, null, list or map is one; every other is a text as it is. */
    private static @Nullable Object read(String text) {
        boolean flow = text.startsWith("[") || text.startsWith("{");
        if (!flow && !text.matches("true|false|null|[-+]?[0-9]+(\\.[0-9]+)?")) {
            return text;
        }
        return YamlFile.of("the value", "v: " + text).value(YamlPath.of("v")).orElse(null);
    }

    private static boolean sameType(Object present, @Nullable Object wanted) {
        return wanted == null || word(present).equals(word(wanted));
    }

    private static String word(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof List<?> ? "a list" : value instanceof Map<?, ?> ? "a map" : "a text";
    }
}
