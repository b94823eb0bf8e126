package dev.gitops.manifests;

import dev.gitops.record.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that are secrets by the names of their variables: the literals of containers' {@code env} and the entries of ConfigMaps, which become variables by {@code envFrom}. They stand in
 * manifests where a reference to a Secret should.
 */
public final class SecretVariables {

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final List<String> DATA = List.of("data", "binaryData");

    private SecretVariables() {}

    /**
     * Whether a variable's name speaks of a secret.
     *
     * @param name as in {@code DB_PASSWORD}
     * @return true if its value is to be hidden
     */
    public static boolean named(String name) {
        return Redaction.secretName(name);
    }

    /**
     * Whether an entry of a ConfigMap is a secret: one whose key speaks of it, as a variable's name does, and that could be a variable's value. A file of several lines is shown, as
     * people must see what they approve, unless it is a private key.
     *
     * @param key the entry's key
     * @param value what stands there
     * @return true if the value is to be hidden
     */
    public static boolean entry(String key, String value) {
        String bare = value.strip();
        return !bare.isEmpty()
                && (named(key) && !bare.contains("\n")
                        || PRIVATE_KEY.matcher(bare).find());
    }

    /**
     * Whether an object has literals to hide.
     *
     * @param content the object, as plain data
     * @return true if so
     */
    public static boolean in(@Nullable Object content) {
        boolean[] found = new boolean[1];
        each(content, value -> found[0] = true);
        return found[0];
    }

    /**
     * The literals to hide.
     *
     * @param content the object, as plain data
     * @param use gets each
     */
    public static void each(@Nullable Object content, Consumer<String> use) {
        if (content instanceof Map<?, ?> map && isConfig(map)) {
            DATA.forEach(field -> entries(map.get(field), use));
        } else if (content instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if ("env".equals(key) && value instanceof List<?> variables) {
                    variables.forEach(variable -> literal(variable, use));
                } else {
                    each(value, use);
                }
            });
        } else if (content instanceof List<?> list) {
            list.forEach(value -> each(value, use));
        }
    }

    private static boolean isConfig(Map<?, ?> content) {
        return "ConfigMap".equals(content.get("kind")) && "v1".equals(content.get("apiVersion"));
    }

    private static void entries(@Nullable Object data, Consumer<String> use) {
        if (data instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null && entry(String.valueOf(key), String.valueOf(value))) {
                    use.accept(String.valueOf(value));
                }
            });
        }
    }

    private static void literal(@Nullable Object variable, Consumer<String> use) {
        if (secret(variable) && variable instanceof Map<?, ?> map) {
            use.accept(String.valueOf(map.get("value")));
        }
    }

    private static boolean secret(@Nullable Object variable) {
        return variable instanceof Map<?, ?> map
                && map.get("name") instanceof String name
                && map.get("value") != null
                && !String.valueOf(map.get("value")).isEmpty()
                && named(name);
    }

    /**
     * An object that may be shown.
     *
     * @param content the object, as plain data
     * @param hide gives what stands for a value, of the variable's name and the value
     * @return a copy with each literal hidden
     */
    public static Map<String, Object> hidden(Map<String, Object> content, BinaryOperator<String> hide) {
        boolean config = isConfig(content);
        Map<String, Object> copy = new LinkedHashMap<>();
        content.forEach((key, value) -> {
            Object shown = config && DATA.contains(key) && value instanceof Map<?, ?> data
                    ? withoutEntries(data, hide)
                    : shown(key, value, hide);
            if (shown != null) {
                copy.put(key, shown);
            }
        });
        return copy;
    }

    private static Map<Object, @Nullable Object> withoutEntries(Map<?, ?> data, BinaryOperator<String> hide) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        data.forEach((key, value) -> copy.put(
                key,
                value != null && entry(String.valueOf(key), String.valueOf(value))
                        ? hide.apply(String.valueOf(key), String.valueOf(value))
                        : value));
        return copy;
    }

    private static @Nullable Object shown(String key, @Nullable Object value, BinaryOperator<String> hide) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, each) -> copy.put(name, shown(String.valueOf(name), each, hide)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(
                    key.equals("env") && secret(each) ? variable((Map<?, ?>) each, hide) : shown("", each, hide)));
            return copy;
        }
        return value;
    }

    private static Map<Object, Object> variable(Map<?, ?> variable, BinaryOperator<String> hide) {
        Map<Object, Object> copy = new LinkedHashMap<>(variable);
        copy.put("value", hide.apply(String.valueOf(variable.get("name")), String.valueOf(variable.get("value"))));
        return copy;
    }
}
