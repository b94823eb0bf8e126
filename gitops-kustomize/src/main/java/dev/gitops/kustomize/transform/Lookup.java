package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds one node by a path of names, indexes ({@code 0}, {@code -} for the last) and matches ({@code [name=nginx]}). */
final class Lookup {

    private Lookup() {}

    static @Nullable Node path(Node root, List<String> path) {
        Node at = root;
        for (String raw : path) {
            String part = raw.strip();
            if (part.isEmpty()) {
                continue;
            }
            at = step(at, part);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private static @Nullable Node step(Node at, String part) {
        Integer index = part.equals("-") ? Integer.valueOf(-1) : number(part);
        if (index != null) {
            List<Node> items = items(at);
            if (index < 0 && !part.equals("-")) {
                throw new KustomizeException("array index " + index + " cannot be negative");
            }
            int i = index < 0 ? items.size() - 1 : index;
            return i >= 0 && i < items.size() ? items.get(i) : null;
        }
        if (part.equals("*")) {
            throw new KustomizeException("wildcard is not supported in PathGetter");
        }
        if (part.startsWith("[") && part.endsWith("]")) {
            return element(at, part);
        }
        if (at.isNull()) {
            return null;
        }
        Edits.requireMapping(at);
        return at.get(part);
    }

    static @Nullable Integer number(String part) {
        char first = part.charAt(0);
        if (first != '-' && first != '+' && (first < '0' || first > '9')) {
            return null;
        }
        try {
            return Integer.valueOf(part);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static List<Node> items(Node node) {
        if (!node.isNull() && !node.isSequence()) {
            throw new WrongKindException(Node.Kind.SEQUENCE, node);
        }
        return node.children();
    }

    /** The name and the value of {@code [name=value]}. */
    static String[] match(String part) {
        String inner = part.substring(1, part.length() - 1);
        int equals = inner.indexOf('=');
        if (equals < 0) {
            throw new KustomizeException("list path element must contain fieldName=fieldValue for element to match");
        }
        return new String[] {inner.substring(0, equals), inner.substring(equals + 1)};
    }

    private static @Nullable Node element(Node at, String part) {
        String[] match = match(part);
        for (Node item : items(at)) {
            if (match[0].isEmpty()) {
                if (item.value().equals(match[1])) {
                    return item;
                }
            } else if (item.isMapping()) {
                Node field = item.get(match[0]);
                if (field != null && field.value().equals(match[1])) {
                    return item;
                }
            }
        }
        return null;
    }
}
