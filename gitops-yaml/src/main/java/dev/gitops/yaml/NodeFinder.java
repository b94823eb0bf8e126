package dev.gitops.yaml;

import dev.gitops.yaml.Node.Alias;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.YamlPath.Index;
import dev.gitops.yaml.YamlPath.Key;
import dev.gitops.yaml.YamlPath.Step;
import dev.gitops.yaml.YamlPath.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads nodes. Reading follows aliases and merge keys; what a path finds twice is refused. */
final class NodeFinder {

    private static final int MOST_NODES = 1_000_000;

    private final Text text;
    private final Document document;
    private int nodes;

    NodeFinder(Text text, Document document) {
        this.text = text;
        this.document = document;
    }

    /** The node of a path, aliases followed; null where nothing is. */
    @Nullable
    Node find(YamlPath path) {
        Node node = document.root() == null ? null : resolved(document.root());
        for (int i = 0; i < path.steps().size() && node != null; i++) {
            Step step = path.steps().get(i);
            Node next = null;
            if (step instanceof Key key && node instanceof Mapping mapping) {
                next = value(mapping, key.name(), path.first(i + 1));
            } else if (node instanceof Sequence sequence) {
                next = step instanceof Where where
                        ? item(sequence, where, path.first(i + 1))
                        : step instanceof Index index
                                        && index.index() < sequence.items().size()
                                ? sequence.items().get(index.index())
                                : null;
            }
            node = next == null ? null : resolved(next);
        }
        return node;
    }

    private Node resolved(Node node) {
        return node instanceof Alias alias ? document.target(alias) : node;
    }

    private @Nullable Node value(Mapping mapping, String key, YamlPath path) {
        new Refusals(text, document).duplicates(mapping, key, path);
        Entry entry = mapping.first(key);
        return entry != null ? entry.value() : merged(mapping, key, 0);
    }

    private @Nullable Node merged(Mapping mapping, String key, int depth) {
        Entry merge = mapping.first("<<");
        if (merge == null || depth > NodeReader.DEEPEST) {
            return null;
        }
        Node source = resolved(merge.value());
        for (Node each : source instanceof Sequence sequence ? sequence.items() : List.of(source)) {
            if (resolved(each) instanceof Mapping base) {
                Entry entry = base.first(key);
                Node found = entry != null ? entry.value() : merged(base, key, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable Node item(Sequence sequence, Where where, YamlPath path) {
        Node found = null;
        for (Node item : sequence.items()) {
            if (matches(item, where, path)) {
                if (found != null) {
                    throw text.refuse(
                            item.start(),
                            path.toString(),
                            null,
                            "is there twice, first in line " + text.lineNumber(found.start()),
                            "remove one of the two, or address the item by its index",
                            null);
                }
                found = item;
            }
        }
        return found;
    }

    boolean matches(Node item, Where where, YamlPath path) {
        if (!(resolved(item) instanceof Mapping mapping) || mapping.first(where.key()) == null) {
            return false;
        }
        Node value = value(mapping, where.key(), path);
        return value != null && where.value().equals(scalarText(value));
    }

    /** The text of a scalar; null where the node is none, or is null itself. */
    @Nullable
    String scalarText(Node node) {
        return resolved(node) instanceof Scalar scalar && !scalar.isNull() ? scalar.value() : null;
    }

    /** The node as plain Java values. */
    @Nullable
    Object value(Node node, int depth) {
        if (++nodes > MOST_NODES || depth > NodeReader.DEEPEST) {
            throw text.refuse(
                    node.start(),
                    null,
                    null,
                    "is too large when its aliases are written out",
                    "use fewer aliases",
                    null);
        }
        Node target = resolved(node);
        if (target instanceof Scalar scalar) {
            return Scalars.read(scalar);
        }
        if (target instanceof Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Node item : sequence.items()) {
                list.add(value(item, depth + 1));
            }
            return list;
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (target instanceof Mapping mapping) {
            merge(mapping, map, depth);
            for (Entry entry : mapping.entries()) {
                Object key = value(entry.key(), depth + 1);
                if (!isMerge(entry)) {
                    map.put(key, value(entry.value(), depth + 1));
                }
            }
        }
        return map;
    }

    private static boolean isMerge(Entry entry) {
        return entry.key() instanceof Scalar key && key.value().equals("<<") && key.style() == Node.Style.PLAIN;
    }

    private void merge(Mapping mapping, Map<@Nullable Object, @Nullable Object> into, int depth) {
        for (Entry entry : mapping.entries()) {
            if (!isMerge(entry)) {
                continue;
            }
            Object merged = value(entry.value(), depth + 1);
            for (Object each : merged instanceof List<?> list ? list : List.of(merged == null ? Map.of() : merged)) {
                if (each instanceof Map<?, ?> map) {
                    map.forEach(into::putIfAbsent);
                }
            }
        }
    }
}
