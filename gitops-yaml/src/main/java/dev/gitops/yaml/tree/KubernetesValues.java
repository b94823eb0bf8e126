package dev.gitops.yaml.tree;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A document as kubectl and Helm hand it to the API server: go-yaml 2 on the way to JSON. {@code yes} is true, {@code 0644} is octal, dates stay texts, keys
 * become texts, merge keys merge where they stand, of two equal keys the later one counts, and aliases may not multiply without end.
 *
 * <p>The data is {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long}, {@code Double} and null: numbers as the API server stores them.
 */
public final class KubernetesValues {

    private static final int MANY_ALIASES = 100;
    private static final int MANY_VALUES = 1000;
    /** From here on JSON has an exponent. */
    private static final double WHOLE_IN_JSON = 1e21;

    private static final double FEW_VALUES = 400_000;
    private static final double MOST_VALUES = 4_000_000;

    private final BiConsumer<Integer, String> duplicate;
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Node infinite;
    private int values;
    private int aliased;
    private int aliasDepth;

    private KubernetesValues(BiConsumer<Integer, String> duplicate) {
        this.duplicate = duplicate;
    }

    /**
     * A document's data.
     *
     * @param root its root, aliases not resolved
     * @param duplicate told the line and the path of each key that stands twice in one mapping
     * @return the data; null for a document that says nothing
     * @throws YamlException where a tag and a value do not go together, a key is no text, or aliases multiply without end
     */
    public static @Nullable Object of(Node root, BiConsumer<Integer, String> duplicate) {
        KubernetesValues reader = new KubernetesValues(duplicate);
        Object data = reader.value(root);
        if (reader.infinite != null && !Numbers.isFinite(data)) {
            throw new YamlException(
                    reader.infinite.line(), "the number " + reader.infinite.value() + " cannot be written as JSON");
        }
        return data;
    }

    private @Nullable Object value(Node node) {
        count();
        return switch (node.kind()) {
            case SCALAR -> scalar(node);
            case SEQUENCE -> list(node);
            case MAPPING -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                mapping(node, map);
                yield map;
            }
            case ALIAS -> {
                Node target = enter(node);
                Object value = value(target);
                leave(target);
                yield value;
            }
        };
    }

    private Node enter(Node alias) {
        Node target = Objects.requireNonNull(alias.target());
        if (!open.add(target)) {
            throw new YamlException(alias.line(), "anchor '" + alias.value() + "' value contains itself");
        }
        aliasDepth++;
        return target;
    }

    private void leave(Node target) {
        aliasDepth--;
        open.remove(target);
    }

    /** The rule of go-yaml 2: the larger a document, the smaller the share that aliases may bring. */
    private void count() {
        values++;
        if (aliasDepth > 0) {
            aliased++;
        }
        if (aliased > MANY_ALIASES && values > MANY_VALUES) {
            double over = Math.min(Math.max(values - FEW_VALUES, 0) / (MOST_VALUES - FEW_VALUES), 1);
            if ((double) aliased / values > 0.99 - 0.89 * over) {
                throw new YamlException(0, "document contains excessive aliasing");
            }
        }
    }

    private List<@Nullable Object> list(Node node) {
        List<@Nullable Object> list = new ArrayList<>(node.children().size());
        int index = 0;
        for (Node item : node.children()) {
            path.addLast("[" + index++ + "]");
            list.add(value(item));
            path.removeLast();
        }
        return list;
    }

    private void mapping(Node node, Map<String, @Nullable Object> into) {
        List<Node> all = node.children();
        Set<String> own = all.size() > 2 ? new HashSet<>(all.size()) : null;
        for (int i = 0; i + 1 < all.size(); i += 2) {
            Node keyNode = all.get(i);
            Node value = all.get(i + 1);
            if (isMerge(keyNode)) {
                merge(value, into);
                continue;
            }
            String key = key(keyNode);
            path.addLast(path.isEmpty() ? key : "." + key);
            if (own != null && !own.add(key)) {
                duplicate.accept(keyNode.line(), String.join("", path));
            }
            into.put(key, value(value));
            path.removeLast();
        }
    }

    private static boolean isMerge(Node key) {
        boolean bare = !key.explicitTag() && key.style() == Node.Style.PLAIN;
        return key.isScalar() && key.value().equals("<<") && (bare || key.tag().equals(Tags.MERGE));
    }

    private void merge(Node value, Map<String, @Nullable Object> into) {
        if (value.isSequence()) {
            for (int i = value.children().size() - 1; i >= 0; i--) {
                source(value.children().get(i), into);
            }
        } else {
            source(value, into);
        }
    }

    private void source(Node value, Map<String, @Nullable Object> into) {
        count();
        Node target = value.target();
        if (!value.isMapping() && (target == null || !target.isMapping())) {
            throw new YamlException(value.line(), "map merge requires map or sequence of maps as the value");
        }
        if (target == null) {
            mapping(value, into);
            return;
        }
        enter(value);
        count();
        mapping(target, into);
        leave(target);
    }

    private String key(Node node) {
        Node key = node.target() == null ? node : node.target();
        if (!key.isScalar()) {
            throw new YamlException(node.line(), "a key is no text: JSON has no other keys");
        }
        count();
        return OldScalars.key(key);
    }

    private @Nullable Object scalar(Node node) {
        Object value = OldScalars.value(node);
        if (value instanceof Double number && !Double.isFinite(number)) {
            infinite = node;
        }
        return value instanceof Number number ? number(number) : value;
    }

    /** A number as the API server keeps it: whole where its JSON is and fits 64 bits, a double where not. */
    static Object number(Number number) {
        if (number instanceof Long) {
            return number;
        }
        double d = number.doubleValue();
        if (number instanceof BigInteger || d != Math.rint(d) || Math.abs(d) >= WHOLE_IN_JSON) {
            return d;
        }
        BigInteger whole = new BigInteger(Numbers.general(d));
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : (Object) d;
    }

    /**
     * What {@link #of} reads from what {@link YamlWriter} writes, without writing and reading.
     *
     * @param root a mapping
     * @return the data
     * @throws YamlException where the writer throws it
     */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> printed(Node root) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(converted(Values.map(root), true));
    }

    /**
     * Data that was read from JSON.
     *
     * @param data the data
     * @return a copy with numbers as the API server stores them
     */
    public static @Nullable Object json(@Nullable Object data) {
        return converted(data, false);
    }

    private static @Nullable Object converted(@Nullable Object value, boolean printed) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, item) ->
                    copy.put(printed ? Texts.throughJson(key.toString()) : key.toString(), converted(item, printed)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(converted(item, printed)));
            return copy;
        }
        if (value instanceof String text) {
            return printed ? Texts.throughJson(text) : text;
        }
        return value instanceof Double || value instanceof BigInteger ? number((Number) value) : value;
    }
}
