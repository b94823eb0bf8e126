package dev.gitops.helm;

import dev.gitops.api.Problem;
import dev.gitops.yaml.YamlPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values given as texts, as in {@code redis.replicas=3}: each gets the type that Helm sees in the value that is there, and a key that nobody knows is refused. */
final class TypedValues {

    private final Values values;
    private final KnownKeys known;
    private final ValuesEdit edit;

    TypedValues(Values values, KnownKeys known, ValuesEdit edit) {
        this.values = values;
        this.known = known;
        this.edit = edit;
    }

    void set(String key, String text) {
        YamlPath path = SetKey.parse(key);
        known.unknown(path)
                .ifPresentOrElse(unknown -> edit.refuse(refusal(key, text, unknown)), () -> typed(path, text));
    }

    private static Problem refusal(String key, String text, KnownKeys.Unknown unknown) {
        String above = unknown.path().parent().equals(YamlPath.root())
                ? "the chart has "
                : unknown.path().parent() + " has ";
        return Problem.of(
                key,
                text,
                "neither the values files nor the chart know this key"
                        + (unknown.path().toString().equals(key) ? "" : ": there is no " + unknown.path()),
                unknown.nearest().map(near -> "did you mean " + near + "? ").orElse("")
                        + above
                        + String.join(", ", unknown.known()));
    }

    private void typed(YamlPath path, String text) {
        Values.Held held = values.held(path);
        Object present = held == null ? null : held.value();
        if (present instanceof String || present == null && isAmongTexts(path)) {
            edit.set(path, text);
            return;
        }
        Object wanted = present == null ? guessed(text) : HelmYaml.value(text);
        if (present == null || wanted == null || word(present).equals(word(wanted))) {
            edit.set(path, wanted);
            return;
        }
        edit.refuse(Objects.requireNonNull(held)
                .problem(
                        path,
                        "is " + word(present) + ", and \"" + text + "\" is " + word(wanted),
                        "give " + word(present)));
    }

    /** Whether a new key comes into a map of texts, as annotations and labels are. */
    private boolean isAmongTexts(YamlPath path) {
        return values.value(path.parent()).orElse(null) instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.values().stream().allMatch(String.class::isInstance);
    }

    /** Where nothing tells the type, truth, numbers, null, lists and maps are what they look like, as with {@code helm --set}, and every other text is a text. */
    private static @Nullable Object guessed(String text) {
        boolean plain =
                text.startsWith("[") || text.startsWith("{") || text.matches("true|false|null|[-+]?[0-9]+(\\.[0-9]+)?");
        return plain ? HelmYaml.value(text) : text;
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
