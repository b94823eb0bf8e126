package dev.gitops.kustomize.transform;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all nodes of a path whose parts are names, indexes, {@code *} and matches by regular expression ({@code [name=ng.*]}), and makes
 * what is missing where a kind to make is given.
 */
final class PathMatcher {

    private final Node.@Nullable Kind create;

    PathMatcher(Node.@Nullable Kind create) {
        this.create = create;
    }

    List<Node> match(Node root, List<String> path) {
        List<Node> found = new ArrayList<>();
        match(root, path, 0, found);
        return found;
    }

    private void match(Node node, List<String> path, int depth, List<Node> found) {
        if (depth == path.size()) {
            found.add(node);
            return;
        }
        String part = path.get(depth);
        Integer index = part.isEmpty() ? null : Lookup.number(part);
        if (index != null && index >= 0) {
            match(indexed(node, index, next(path, depth)), path, depth + 1, found);
        } else if (part.startsWith("[") && part.endsWith("]")) {
            elements(node, path, depth, found);
        } else if (part.equals("*")) {
            for (Node item : List.copyOf(Lookup.items(node))) {
                match(item, path, depth + 1, found);
            }
        } else {
            field(node, part, path, depth, found);
        }
    }

    private static @Nullable String next(List<String> path, int depth) {
        return depth + 1 < path.size() ? path.get(depth + 1) : null;
    }

    private Node.Kind kindOf(@Nullable String next, Node.Kind leaf) {
        if (next == null || next.isEmpty()) {
            return leaf;
        }
        Integer index = Lookup.number(next);
        boolean list = next.startsWith("[") && next.endsWith("]") || index != null && index >= 0;
        return list ? Node.Kind.SEQUENCE : Node.Kind.MAPPING;
    }

    private Node indexed(Node node, int index, @Nullable String next) {
        List<Node> items = Lookup.items(node);
        if (index == items.size() && create != null) {
            Node made = Node.empty(kindOf(next, create));
            node.add(made);
            return made;
        }
        if (index >= items.size()) {
            throw new KustomizeException("index " + index + " specified but only " + items.size() + " elements found");
        }
        return items.get(index);
    }

    private void field(Node node, String name, List<String> path, int depth, List<Node> found) {
        if (node.isNull() && create == null) {
            return;
        }
        Edits.requireMapping(node);
        Node field = node.isNull() ? null : node.get(name);
        if (field == null) {
            if (create == null) {
                return;
            }
            field = Node.empty(kindOf(next(path, depth), create));
            node.append(name, field);
        }
        Node inner = field.isScalar() && !field.isNull() && depth + 1 < path.size()
                ? StructuredText.parse(field.value())
                : null;
        match(inner == null ? field : inner, path, depth + 1, found);
    }

    private void elements(Node node, List<String> path, int depth, List<Node> found) {
        String[] match = Lookup.match(path.get(depth));
        Pattern pattern;
        try {
            pattern = GoPattern.compile(match[1]);
        } catch (PatternSyntaxException e) {
            throw new KustomizeException("error parsing regexp: " + e.getDescription() + ": `" + match[1] + "`", e);
        }
        boolean plain = match[0].isEmpty();
        int before = found.size();
        for (Node item : List.copyOf(Lookup.items(node))) {
            Node text = plain ? item : item.get(match[0]);
            if (text != null && pattern.matcher(print(text)).find()) {
                if (plain) {
                    found.add(item);
                } else {
                    match(item, path, depth + 1, found);
                }
            }
        }
        if (found.size() > before || create == null) {
            return;
        }
        Node value = Node.untagged(match[1]);
        Node made = value;
        if (!plain) {
            made = Node.empty(Node.Kind.MAPPING);
            made.append(match[0], value);
        }
        node.add(made);
        if (pattern.matcher(print(value)).find()) {
            if (plain) {
                found.add(made);
            } else {
                match(made, path, depth + 1, found);
            }
        }
    }

    /** A node as it is printed, which is what the expression is compared with: a quoted text has its quotes. */
    private static String print(Node node) {
        if (node.isScalar() && node.style() == Node.Style.DOUBLE) {
            return "\"" + node.value() + "\"";
        }
        if (node.isScalar() && node.style() == Node.Style.SINGLE) {
            return "'" + node.value() + "'";
        }
        return node.isScalar() ? node.value() : YamlWriter.write(node).strip();
    }
}
