package dev.gitops.yaml.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces aliases and merge keys by what they stand for. */
final class Anchors {

    private static final int DEEPEST = 1000;
    /** So many nodes aliases may bring into one document: kustomize itself knows no bound, and runs out of memory. */
    private static final int MOST_COPIES = 1_000_000;

    /** The mappings around what is being resolved. */
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private int copies;

    private int depth;

    /** The node with every alias below it resolved; the node itself, changed, unless it is an alias. */
    Node inflate(Node node) {
        if (++depth > DEEPEST) {
            throw new YamlException(node.line(), "anchor '" + node.value() + "' value contains itself");
        }
        node.anchor(null);
        Node result = node;
        switch (node.kind()) {
            case SCALAR -> {}
            case ALIAS -> {
                Node target = inflate(java.util.Objects.requireNonNull(node.target()));
                count(target, node.line());
                result = target.copy();
            }
            case MAPPING -> {
                merge(node);
                open.add(node);
                children(node);
                open.remove(node);
            }
            case SEQUENCE -> children(node);
        }
        depth--;
        return result;
    }

    private void count(Node copied, int line) {
        if (++copies > MOST_COPIES) {
            throw new YamlException(line, "document contains excessive aliasing");
        }
        for (Node child : copied.children()) {
            count(child, line);
        }
    }

    private void children(Node node) {
        List<Node> all = node.children();
        for (int i = 0; i < all.size(); i++) {
            Node child = all.get(i);
            Node resolved = child.isScalar() ? child : inflate(child);
            if (resolved != child) {
                all.set(i, resolved);
            }
        }
    }

    private void merge(Node node) {
        List<Node> all = node.children();
        Node value = null;
        boolean any = false;
        for (int i = 0; i < all.size(); i += 2) {
            Node key = all.get(i);
            if (key.isNull() && !key.value().isEmpty()) {
                throw new YamlException(key.line(), "mapping key \"" + key.value() + "\" already defined: it is null");
            }
            if (key.tag().equals(Tags.MERGE)) {
                if (value != null) {
                    throw new YamlException(key.line(), "duplicate merge key");
                }
                value = all.get(i + 1);
            }
            any |= key.value().equals("<<");
        }
        List<Node> sources = value == null ? List.of() : sources(value);
        if (any) {
            // kustomize clears the key by its text: a quoted one is lost as well, without a merge
            node.remove("<<");
        }
        if (sources.isEmpty()) {
            return;
        }
        Node own = node.copy();
        for (Node source : sources) {
            if (open.contains(source)) {
                throw new YamlException(
                        node.line(), "anchor value contains itself: a merge key takes a map from within it");
            }
            put(node, source.copy());
        }
        put(node, own);
    }

    private static List<Node> sources(Node value) {
        List<Node> found = new ArrayList<>();
        Node target = value.target();
        if (value.isMapping()) {
            found.add(value);
        } else if (target != null) {
            if (!target.isMapping()) {
                throw new YamlException(value.line(), "invalid map merge: received alias for a non-map value");
            }
            found.add(target);
        } else if (value.isSequence()) {
            for (Node item : value.children()) {
                if (item.isSequence()) {
                    throw new YamlException(item.line(), "invalid map merge: received a nested sequence");
                }
                found.addAll(0, sources(item));
            }
        } else {
            throw new YamlException(value.line(), "map merge requires map or sequence of maps as the value");
        }
        return found;
    }

    private static void put(Node node, Node source) {
        List<Node> from = source.children();
        for (int i = 0; i < from.size(); i += 2) {
            int at = index(node, from.get(i).value());
            if (at < 0) {
                node.add(from.get(i));
                node.add(from.get(i + 1));
            } else {
                node.children().set(at, from.get(i));
                node.children().set(at + 1, from.get(i + 1));
            }
        }
    }

    private static int index(Node node, @Nullable String key) {
        List<Node> all = node.children();
        for (int i = 0; i < all.size(); i += 2) {
            if (all.get(i).value().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
