package dev.gitops.kustomize.config;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.OldScalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, taken one by one. As in Go's JSON, the case of a name does not matter. Strict: unknown fields and numbers in
 * place of texts are errors, told with file and line. Lenient, as plugin configurations are read: the first are passed over, the second
 * taken as texts, but not where generators say what they make.
 */
final class Fields {

    private final Source source;
    private final String path;
    private final Node whole;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** Where the fields stand: file, the name of the whole in messages, whether unknown fields are errors, and whether numbers are taken as texts. */
    record Source(String file, String type, boolean strict, boolean lenient) {

        KustomizeException problem(Node at, String message) {
            String prefix =
                    strict ? "invalid Kustomization: json: " : "error unmarshaling JSON: while decoding JSON: json: ";
            String where = at.line() > 0 && !file.isEmpty() ? " (" + file + ":" + at.line() + ")" : "";
            return new KustomizeException(prefix + message + where);
        }
    }

    Fields(Source source, Node node, String path) {
        this.source = source;
        this.path = path;
        this.whole = node;
        if (node.isNull()) {
            return;
        }
        if (!node.isMapping()) {
            throw cannot(node, path, "Go value of type types." + source.type);
        }
        List<Node> all = node.children();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            values.put(all.get(i).value(), all.get(i + 1));
        }
    }

    private KustomizeException cannot(Node node, String field, String into) {
        String found = node.isMapping() ? "object" : node.isSequence() ? "array" : OldScalars.kind(node);
        String where = field.isEmpty() ? "" : "Go struct field " + source.type + "." + field + " of type ";
        return source.problem(node, "cannot unmarshal " + found + " into " + where + into);
    }

    private @Nullable Node take(String name) {
        String last = null;
        for (String key : values.keySet()) {
            // of names that differ by case the last in order counts, as in the JSON that kustomize makes of it
            if (key.equalsIgnoreCase(name) && (last == null || key.compareTo(last) > 0)) {
                last = key;
            }
        }
        Node found = last == null ? null : values.get(last);
        values.keySet().removeIf(name::equalsIgnoreCase);
        return found == null
                        || found.isNull()
                        || found.isScalar() && OldScalars.kind(found).equals("null")
                ? null
                : found;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Refuses what has not been taken. */
    void done() {
        if (source.strict && !values.isEmpty()) {
            Map.Entry<String, Node> unknown = values.entrySet().iterator().next();
            throw source.problem(unknown.getValue(), "unknown field \"" + unknown.getKey() + "\"");
        }
    }

    String text(String name) {
        Node node = take(name);
        return node == null ? "" : textOf(node, at(name));
    }

    private String textOf(Node node, String field) {
        if (!node.isScalar()) {
            throw cannot(node, field, "string");
        }
        String kind = OldScalars.kind(node);
        if (kind.equals("string")) {
            return OldScalars.coerced(node);
        }
        if (kind.equals("null")) {
            return "";
        }
        if (!source.lenient) {
            throw cannot(node, field, "string");
        }
        return OldScalars.coerced(node);
    }

    boolean flag(String name) {
        Node node = take(name);
        if (node == null) {
            return false;
        }
        if (!node.isScalar() || !OldScalars.kind(node).equals("bool")) {
            throw cannot(node, at(name), "bool");
        }
        return OldScalars.coerced(node).equals("true");
    }

    long number(String name) {
        Node node = take(name);
        if (node == null) {
            return 0;
        }
        Long number = node.isScalar() ? OldScalars.whole(node) : null;
        if (number == null) {
            throw cannot(node, at(name), "int64");
        }
        return number;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> texts(String name) {
        return list(name, "[]string", (node, field) -> textOf(node, field));
    }

    <T> List<T> objects(String name, String type, Function<Fields, T> reader) {
        return list(name, "[]types." + type, (node, field) -> {
            Fields fields = new Fields(source, node, field);
            T value = reader.apply(fields);
            fields.done();
            return value;
        });
    }

    private interface Item<T> {
        T read(Node node, String field);
    }

    private <T> List<T> list(String name, String type, Item<T> reader) {
        Node node = take(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isSequence()) {
            throw cannot(node, at(name), type);
        }
        List<T> list = new ArrayList<>(node.children().size());
        for (Node item : node.children()) {
            list.add(reader.read(item, at(name)));
        }
        return list;
    }

    <T> @Nullable T object(String name, Function<Fields, T> reader) {
        Node node = take(name);
        if (node == null) {
            return null;
        }
        Fields fields = new Fields(source, node, at(name));
        T value = reader.apply(fields);
        fields.done();
        return value;
    }

    Map<String, String> textMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Node node = take(name);
        if (node == null) {
            return map;
        }
        if (!node.isMapping()) {
            throw cannot(node, at(name), "map[string]string");
        }
        List<Node> all = node.children();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            map.put(OldScalars.key(all.get(i)), textOf(all.get(i + 1), at(name)));
        }
        return map;
    }

    /** Whether the field is there and more than null. */
    boolean present(String name) {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                Node node = entry.getValue();
                return !(node.isScalar() && OldScalars.kind(node).equals("null"));
            }
        }
        return false;
    }

    /** A field whose content is not looked at. */
    @Nullable
    Node any(String name) {
        return take(name);
    }

    /** The line where the fields begin, 0 if unknown. */
    int line() {
        return whole.line();
    }

    /** An error on one of the fields, which may have been taken already. */
    KustomizeException refuse(String name, String message) {
        Node found = whole.get(name);
        return source.problem(found == null ? whole : found, at(name) + ": " + message);
    }

    /** The line of a field, 0 where it is not there. */
    int line(String name) {
        Node node = values.get(name);
        return node == null ? 0 : node.line();
    }
}
