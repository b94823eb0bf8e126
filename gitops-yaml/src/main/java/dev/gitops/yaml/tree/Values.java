package dev.gitops.yaml.tree;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between nodes and plain data: {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger},
 * {@code Double} and null.
 */
public final class Values {

    private Values() {}

    /**
     * The tag a reader finds when this scalar has been written and read again. What was set on it (a new value with the old style, a new
     * tag) decides together.
     *
     * @param node a scalar
     * @param flow whether it stands within brackets or braces: there nothing and times of day are written in quotes
     * @return a short tag
     */
    static String tagOf(Node node, boolean flow) {
        String tag = node.tag();
        boolean plain = node.style() == Node.Style.PLAIN;
        if (!tag.isEmpty() && !node.explicitTag()) {
            if (tag.equals(Tags.STRING)) {
                return Tags.STRING;
            }
            if (Scalars.tagOf(node.value()).equals(tag)) {
                tag = Tags.NONE;
            }
        }
        if (!tag.isEmpty()) {
            return tag;
        }
        String text = node.value();
        if (!plain || text.indexOf('\n') >= 0 || flow && (text.isEmpty() || text.indexOf(':') >= 0)) {
            return Tags.STRING;
        }
        return Scalars.tagOf(node.value());
    }

    /**
     * A node's data.
     *
     * @param node the node
     * @return the data
     * @throws YamlException where a tag and a value do not go together, a key stands twice, or is no text below the top
     */
    public static @Nullable Object of(Node node) {
        return node.isMapping() ? map(node) : of(node, false);
    }

    private static @Nullable Object of(Node node, boolean inFlow) {
        boolean flow = inFlow || node.isFlow();
        return switch (node.kind()) {
            case SCALAR -> scalar(node, tagOf(node, flow));
            case SEQUENCE -> list(node, flow);
            case MAPPING -> map(node, false, flow);
            case ALIAS -> of(java.util.Objects.requireNonNull(node.target()), flow);
        };
    }

    private static List<@Nullable Object> list(Node node, boolean flow) {
        List<Node> items = node.children();
        List<@Nullable Object> list = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            list.add(of(items.get(i), flow));
        }
        return list;
    }

    /**
     * A mapping's data.
     *
     * @param node a mapping
     * @return the data, in the order of the document
     */
    public static Map<String, @Nullable Object> map(Node node) {
        return map(node, true, node.isFlow());
    }

    private static Map<String, @Nullable Object> map(Node node, boolean root, boolean flow) {
        List<Node> all = node.children();
        Map<String, @Nullable Object> map = new LinkedHashMap<>(all.size());
        for (int i = 0; i + 1 < all.size(); i += 2) {
            Node key = all.get(i);
            if (JsonKeys.isPassedOver(key, root, flow)) {
                continue;
            }
            if (map.containsKey(key.value())) {
                throw new YamlException(
                        key.line(), "mapping key \"" + key.value() + "\" already defined in the same mapping");
            }
            map.put(key.value(), of(all.get(i + 1), flow));
        }
        return map;
    }

    static @Nullable Object scalar(Node node, String tag) {
        String text = node.value();
        switch (tag) {
            case Tags.STRING, Tags.MERGE:
                return FoldedText.of(node);
            case Tags.NULL:
                if (!Scalars.isNull(text)) {
                    throw mismatch(node, tag);
                }
                return null;
            case Tags.BOOL:
                Boolean bool = Scalars.bool(text);
                if (bool == null) {
                    throw mismatch(node, tag);
                }
                return bool;
            case Tags.INT:
                Number number = Scalars.integer(text);
                if (number == null) {
                    throw mismatch(node, tag);
                }
                return number;
            case Tags.FLOAT:
                return decimal(node, tag);
            case Tags.TIMESTAMP:
                String moment = Timestamps.format(text);
                if (moment == null) {
                    throw mismatch(node, tag);
                }
                return moment;
            case Tags.BINARY:
                return binary(node);
            default:
                return text;
        }
    }

    private static Object decimal(Node node, String tag) {
        String text = node.value();
        Number whole = Scalars.integer(text);
        if (whole != null) {
            return whole.doubleValue();
        }
        String found = Scalars.tagOf(text);
        if (!found.equals(Tags.FLOAT)) {
            throw mismatch(node, tag);
        }
        double d = Scalars.number(text);
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            throw new YamlException(node.line(), "the number " + text + " cannot be written as JSON");
        }
        return d;
    }

    /** Base64 as Go reads it: line breaks are passed over, nothing else, and the end is filled up. */
    static String binary(Node node) {
        try {
            byte[] text = node.value().replaceAll("[\\r\\n]", "").getBytes(StandardCharsets.UTF_8);
            if (text.length % 4 == 0) {
                return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException broken) {
            // told below
        }
        throw new YamlException(node.line(), "!!binary value contains invalid base64 data");
    }

    private static YamlException mismatch(Node node, String tag) {
        String found = Scalars.tagOf(node.value());
        return new YamlException(node.line(), "cannot decode " + found + " `" + node.value() + "` as a " + tag);
    }

    /**
     * Data as nodes, as go-yaml writes and reads them: keys sorted, strings quoted where they must be.
     *
     * @param data the data
     * @return new nodes
     */
    public static Node node(@Nullable Object data) {
        return node(data, Node.Style.PLAIN);
    }

    /**
     * Data as nodes that were read from JSON: every string is in double quotes.
     *
     * @param data the data
     * @return new nodes
     */
    public static Node json(@Nullable Object data) {
        return node(data, Node.Style.DOUBLE);
    }

    private static Node node(@Nullable Object data, Node.Style style) {
        if (data instanceof Map<?, ?> map) {
            Node node = Node.mapping();
            String[] keys = map.keySet().stream().map(Object::toString).toArray(String[]::new);
            KeyOrder.sort(keys, keys.length);
            for (String key : keys) {
                node.add(text(key, style));
                node.add(node(map.get(key), style));
            }
            return node;
        }
        if (data instanceof List<?> list) {
            Node node = Node.sequence();
            for (Object item : list) {
                node.add(node(item, style));
            }
            return node;
        }
        if (data == null) {
            return Node.scalar(Tags.NULL, "null");
        }
        if (data instanceof Boolean) {
            return Node.scalar(Tags.BOOL, data.toString());
        }
        if (data instanceof Long || data instanceof BigInteger || data instanceof Integer) {
            return Node.scalar(Tags.INT, data.toString());
        }
        if (data instanceof Double d) {
            String number = Numbers.yaml(d);
            return Node.scalar(Scalars.tagOf(number), number);
        }
        return text(data.toString(), style);
    }

    private static Node text(String text, Node.Style style) {
        Node node = Node.string(text);
        if (style == Node.Style.DOUBLE) {
            return node.style(style);
        }
        if (text.indexOf('\n') >= 0) {
            return node.style(Node.Style.LITERAL);
        }
        if (text.isEmpty() || Scalars.meansOther(text)) {
            return node.style(Node.Style.DOUBLE);
        }
        return node.style(Texts.styleOf(text, false));
    }
}
