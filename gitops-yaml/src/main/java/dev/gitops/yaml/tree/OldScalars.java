package dev.gitops.yaml.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scalars as YAML 1.1 and Kubernetes' own reader see them: {@code yes} is true. Kustomizations are read that way, resources are not. */
public final class OldScalars {

    private OldScalars() {}

    /**
     * A scalar's data, as go-yaml 2 finds it.
     *
     * @param node a scalar
     * @return {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code Double} or null; a date stays a text
     * @throws YamlException where a tag and a value do not go together
     */
    public static @Nullable Object value(Node node) {
        String text = node.value();
        String tag = node.explicitTag() ? node.tag() : Tags.NONE;
        if (tag.isEmpty() && node.style() != Node.Style.PLAIN) {
            return text;
        }
        if (tag.equals(Tags.BINARY)) {
            return Values.binary(node);
        }
        if (!isKnown(tag)) {
            return text;
        }
        Boolean old = Scalars.oldBool(text);
        String found = old != null ? Tags.BOOL : Scalars.tagOf(text);
        boolean whole = tag.equals(Tags.FLOAT) && found.equals(Tags.INT);
        if (!tag.isEmpty() && !tag.equals(found) && !whole) {
            throw new YamlException(node.line(), "cannot decode " + found + " `" + text + "` as a " + tag);
        }
        return switch (found) {
            case Tags.NULL -> null;
            case Tags.BOOL -> old != null ? old : Scalars.bool(text);
            case Tags.INT -> Scalars.integer(text);
            case Tags.FLOAT -> Scalars.number(text);
            default -> text;
        };
    }

    private static boolean isKnown(String tag) {
        return switch (tag) {
            case Tags.NONE, Tags.BOOL, Tags.INT, Tags.FLOAT, Tags.NULL, Tags.TIMESTAMP -> true;
            default -> false;
        };
    }

    /**
     * The JSON type of a scalar.
     *
     * @param node a scalar
     * @return {@code string}, {@code number}, {@code bool} or {@code null}
     * @throws YamlException where a tag and a value do not go together
     */
    public static String kind(Node node) {
        Object value = value(node);
        if (value instanceof Boolean) {
            return "bool";
        }
        return value == null ? "null" : value instanceof Number ? "number" : "string";
    }

    /**
     * A whole number.
     *
     * @param node a scalar
     * @return the number; null where it is none
     */
    public static @Nullable Long whole(Node node) {
        Object value = value(node);
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 0x1p63) {
            return d.longValue();
        }
        return value instanceof Long number ? number : null;
    }

    /**
     * A scalar that is a key, as the text that JSON has for it.
     *
     * @param node a scalar
     * @return {@code true} for {@code yes}, {@code 8} for {@code 010}
     * @throws YamlException where it is null, or larger than a number with a sign
     */
    public static String key(Node node) {
        Object key = value(node);
        if (key == null) {
            throw new YamlException(node.line(), "a key is null: quote it");
        }
        if (key instanceof BigInteger) {
            throw new YamlException(node.line(), "the key " + node.value() + " is too large a number: quote it");
        }
        return key instanceof Double number ? Numbers.key(number) : key.toString();
    }

    /**
     * Any scalar as a text.
     *
     * @param node a scalar
     * @return {@code true} for {@code yes}, {@code 8} for {@code 010}, numbers that are not whole with the digits of 32 bits
     */
    public static String coerced(Node node) {
        Object value = value(node);
        return value instanceof Double d ? Numbers.key(d) : String.valueOf(value);
    }

    /**
     * A mapping as plain data.
     *
     * @param node a mapping
     * @return the data, in the order of the document
     */
    public static Map<String, @Nullable Object> map(Node node) {
        List<Node> all = node.children();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            map.put(key(all.get(i)), data(all.get(i + 1)));
        }
        return map;
    }

    /**
     * Any node as plain data.
     *
     * @param node the node
     * @return the data
     */
    public static @Nullable Object data(Node node) {
        return switch (node.kind()) {
            case MAPPING -> map(node);
            case SEQUENCE -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.children().forEach(item -> list.add(data(item)));
                yield list;
            }
            case ALIAS -> data(Objects.requireNonNull(node.target()));
            case SCALAR -> value(node);
        };
    }
}
