package dev.gitops.kustomize.merge;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JSON Patch (RFC 6902) in the dialect kustomize has: {@code replace} may make a key, and indexes may count from the end. */
public final class JsonPatch {

    private record Operation(
            String op,
            @Nullable String path,
            @Nullable String from,
            @Nullable Object value) {}

    private final List<Operation> operations = new ArrayList<>();

    private JsonPatch() {}

    /**
     * Reads a patch.
     *
     * @param root a list of operations
     * @return the patch
     * @throws KustomizeException where it is none
     */
    public static JsonPatch of(Node root) {
        JsonPatch patch = new JsonPatch();
        if (!root.isSequence()) {
            throw new KustomizeException("a JSON patch is a list of operations");
        }
        for (Node item : root.children()) {
            if (!item.isMapping()) {
                throw new KustomizeException("an operation of a JSON patch is a mapping with op and path");
            }
            Node value = item.get("value");
            patch.operations.add(new Operation(
                    item.get("op") == null ? "unknown" : item.text("op"),
                    item.get("path") == null ? null : item.text("path"),
                    item.get("from") == null ? null : item.text("from"),
                    value == null ? null : OldValues.of(value)));
        }
        return patch;
    }

    /** {@return whether it does nothing} */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** {@return whether it replaces or removes all annotations of an object} */
    public boolean dropsAnnotations() {
        for (Operation operation : operations) {
            String path = operation.op.equals("move") ? operation.from : operation.path;
            boolean all = path != null
                    && (path.isEmpty() || path.equals("/metadata") || path.equals("/metadata/annotations"));
            if (all && !operation.op.equals("test") && !operation.op.equals("copy")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Applies the patch.
     *
     * @param object an object
     * @return the patched object, a new tree
     * @throws KustomizeException where an operation does not fit
     */
    public Node apply(Node object) {
        Object document = Values.map(object);
        for (Operation operation : operations) {
            document = apply(document, operation);
        }
        if (!(document instanceof Map)) {
            throw new KustomizeException("a JSON patch replaces the whole object by something that is no object");
        }
        return Values.node(OldValues.floated(document));
    }

    private static Object apply(Object document, Operation operation) {
        String path = operation.path;
        if (path == null) {
            throw new KustomizeException(operation.op + " operation failed to decode path: missing value");
        }
        switch (operation.op) {
            case "add" ->
                container(document, path, "add operation does not apply: doc is missing path: \"" + path + "\"")
                        .add(operation.value, "add", path);
            case "remove" ->
                container(document, path, "remove operation does not apply: doc is missing path: \"" + path + "\"")
                        .remove("remove", path);
            case "replace" -> {
                if (path.isEmpty()) {
                    return Objects.requireNonNullElse(operation.value, List.of());
                }
                container(document, path, "replace operation does not apply: doc is missing path: " + path)
                        .replace(operation.value, path);
            }
            case "move" -> {
                String from = from(operation);
                Spot spot =
                        container(document, from, "move operation does not apply: doc is missing from path: " + from);
                Object value = spot.get("move", from);
                spot.remove("move", from);
                container(document, path, "move operation does not apply: doc is missing destination path: " + path)
                        .add(value, "move", path);
            }
            case "copy" -> {
                String from = from(operation);
                Object value = container(
                                document, from, "copy operation does not apply: doc is missing from path: " + from)
                        .get("copy", from);
                container(document, path, "copy operation does not apply: doc is missing destination path: " + path)
                        .add(OldValues.copy(value), "copy", path);
            }
            case "test" -> {
                Object found = path.isEmpty()
                        ? document
                        : container(document, path, "test operation does not apply: is missing path: " + path)
                                .get("test", path);
                if (!Objects.equals(OldValues.floated(found), OldValues.floated(operation.value))) {
                    throw new KustomizeException("testing value " + path + " failed: test failed");
                }
            }
            default -> throw new KustomizeException("Unexpected kind: " + operation.op);
        }
        return document;
    }

    private static String from(Operation operation) {
        if (operation.from == null) {
            throw new KustomizeException(operation.op + " operation failed to decode from: missing value");
        }
        return operation.from;
    }

    private static Spot container(Object document, String path, String problem) {
        String[] parts = path.split("/", -1);
        Object at = parts.length < 2 ? null : document;
        for (int i = 1; i < parts.length - 1 && at != null; i++) {
            at = new Spot(at, unescape(parts[i])).peek();
        }
        if (!(at instanceof Map) && !(at instanceof List)) {
            throw new KustomizeException(problem + ": missing value");
        }
        return new Spot(at, unescape(parts[parts.length - 1]));
    }

    private static String unescape(String part) {
        return part.indexOf('~') < 0 ? part : part.replace("~1", "/").replace("~0", "~");
    }

    /** A key or an index in a map or list. */
    private record Spot(Object container, String key) {

        @SuppressWarnings("unchecked")
        private Map<String, @Nullable Object> map() {
            return (Map<String, @Nullable Object>) container;
        }

        @SuppressWarnings("unchecked")
        private List<@Nullable Object> list() {
            return (List<@Nullable Object>) container;
        }

        private boolean isMap() {
            return container instanceof Map;
        }

        @Nullable
        Object peek() {
            if (isMap()) {
                return map().get(key);
            }
            if (!(container instanceof List)) {
                return null;
            }
            int index = number();
            int at = index < 0 ? index + list().size() : index;
            return index == Integer.MIN_VALUE || at < 0 || at >= list().size() ? null : list().get(at);
        }

        private int number() {
            try {
                return Integer.parseInt(key);
            } catch (NumberFormatException e) {
                return Integer.MIN_VALUE;
            }
        }

        private int index(int size, String op, String path) {
            int index = number();
            if (index == Integer.MIN_VALUE) {
                throw new KustomizeException("error in " + op + " for path: '" + path
                        + "': value was not a proper array index: '" + key + "'");
            }
            if (index >= size || index < -size) {
                throw new KustomizeException("error in " + op + " for path: '" + path
                        + "': Unable to access invalid index: " + index + ": invalid index referenced");
            }
            return index < 0 ? index + size : index;
        }

        @Nullable
        Object get(String op, String path) {
            return isMap() ? map().get(key) : list().get(index(list().size(), op, path));
        }

        void add(@Nullable Object value, String op, String path) {
            if (isMap()) {
                map().put(key, value);
            } else if (key.equals("-")) {
                list().add(value);
            } else {
                list().add(index(list().size() + 1, op, path), value);
            }
        }

        void replace(@Nullable Object value, String path) {
            if (isMap()) {
                map().put(key, value);
                return;
            }
            int index = number();
            int size = list().size();
            if (index == Integer.MIN_VALUE || index >= size || index < -size) {
                throw new KustomizeException(
                        "replace operation does not apply: doc is missing key: " + path + ": missing value");
            }
            list().set(index < 0 ? index + size : index, value);
        }

        void remove(String op, String path) {
            if (!isMap()) {
                list().remove(index(list().size(), op, path));
            } else if (!map().containsKey(key)) {
                throw new KustomizeException("error in " + op + " for path: '" + path
                        + "': Unable to remove nonexistent key: " + key + ": missing value");
            } else {
                map().remove(key);
            }
        }
    }
}
