package dev.gitops.yaml.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scalars as YAML 1.1 and Kubernetes' own reader see them: {@code yes} is true. Kustomizations are read that way, resources are not. */
public final class OldScalars {

    private OldScalars() {}

    private static String tag(Node node) {
        if (node.explicitTag()) {
            return node.tag();
        }
        if (node.style() != Node.Style.PLAIN) {
            return Tags.STRING;
        }
        return Scalars.oldBool(node.value()) != null ? Tags.BOOL : Scalars.tagOf(node.value());
    }

    /**
     * The JSON type of a scalar.
     *
     * @param node a scalar
     * @return {@code string}, {@code number}, {@code bool} or {@code null}
     */
    public static String kind(Node node) {
        return switch (tag(node)) {
            case Tags.BOOL -> "bool";
            case Tags.INT, Tags.FLOAT -> "number";
            case Tags.NULL -> "null";
            default -> "string";
        };
    }

    /**
     * A string's text.
     *
     * @param node a scalar that is a string
     * @return the text
     */
    public static String text(Node node) {
        if (tag(node).equals(Tags.TIMESTAMP)) {
            return String.valueOf(Timestamps.format(node.value()));
        }
        return node.value();
    }

    /**
     * A whole number.
     *
     * @param node a scalar
     * @return the number; null where it is none
     */
    public static @Nullable Long whole(Node node) {
        if (!kind(node).equals("number")) {
            return null;
        }
        Object value = Values.scalar(node, tag(node));
        if (value instanceof Double d && d == Math.rint(d)) {
            return d.longValue();
        }
        return value instanceof Long number ? number : null;
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
            map.put(coerced(all.get(i)), data(all.get(i + 1)));
        }
        return map;
    }

    private static @Nullable Object data(Node node) {
        return switch (node.kind()) {
            case MAPPING -> map(node);
            case SEQUENCE -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.children().forEach(item -> list.add(data(item)));
                yield list;
            }
            case ALIAS -> data(Objects.requireNonNull(node.target()));
            case SCALAR ->
                switch (kind(node)) {
                    case "bool" -> coerced(node).equals("true");
                    case "number" -> Values.scalar(node, tag(node));
                    case "null" -> null;
                    default -> node.value();
                };
        };
    }

    /**
     * Any scalar as a text.
     *
     * @param node a scalar
     * @return {@code true} for {@code yes}, {@code 8} for {@code 010}
     */
    public static String coerced(Node node) {
        String tag = tag(node);
        if (tag.equals(Tags.BOOL)) {
            Boolean old = Scalars.oldBool(node.value());
            return String.valueOf(old != null ? old : Scalars.bool(node.value()));
        }
        Object value = tag.equals(Tags.STRING) ? node.value() : Values.scalar(node, tag);
        return value instanceof Double d ? Numbers.yaml(d.floatValue()) : String.valueOf(value);
    }
}
