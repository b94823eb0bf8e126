package dev.gitops.kustomize.loading;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.Scopes;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes Kubernetes objects of documents: each has a kind and a name, and lists stand for their items. */
public final class Objects {

    private Objects() {}

    /**
     * The objects of a text.
     *
     * @param text the text
     * @param scopes which types live in no namespace
     * @return the objects
     * @throws KustomizeException where it holds something else
     */
    public static List<Resource> parse(String text, Scopes scopes) {
        try {
            return of(Documents.read(text), scopes);
        } catch (YamlException e) {
            throw new KustomizeException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The objects of documents.
     *
     * @param roots the documents' roots
     * @param scopes which types live in no namespace
     * @return the objects
     * @throws KustomizeException where a document is something else
     */
    public static List<Resource> of(List<Node> roots, Scopes scopes) {
        List<Resource> objects = new ArrayList<>(roots.size());
        Deque<Node> queue = new ArrayDeque<>(roots.size());
        addGood(roots, queue);
        while (!queue.isEmpty()) {
            Node root = queue.removeFirst();
            Node items = root.text("kind").endsWith("List") ? root.get("items") : null;
            if (items == null) {
                objects.add(new Resource(root, scopes));
            } else if (!items.isNull()) {
                expand(root, items, queue);
            }
        }
        return objects;
    }

    private static void expand(Node root, Node items, Deque<Node> queue) {
        if (!items.isSequence()) {
            throw new KustomizeException("expected array in " + root.text("kind") + "/items, but found "
                    + (items.isMapping() ? "map[string]interface {}" : "string") + at(root));
        }
        List<Node> inner = new ArrayList<>();
        for (Node item : items.children()) {
            Node copy = Values.json(Values.of(item));
            String kind = copy.text("kind");
            Node nested = copy.get("items");
            if (nested != null && (kind.equals("List") || kind.equals("ResourceList"))) {
                inner.addAll(nested.children());
            } else {
                inner.add(copy);
            }
        }
        addGood(inner, queue);
    }

    private static void addGood(List<Node> roots, Deque<Node> queue) {
        for (Node root : roots) {
            if (!root.isNullOrEmpty()) {
                check(root);
                queue.add(root);
            }
        }
    }

    /**
     * Refuses what is no Kubernetes object.
     *
     * @param root its root
     */
    public static void check(Node root) {
        Node metadata = root.get("metadata");
        String kind = text(root, "kind");
        String name = metadata == null ? "" : text(metadata, "name");
        if (kind.isEmpty() || name.isEmpty() && !kind.endsWith("List")) {
            String apiVersion = text(root, "apiVersion");
            boolean nothing = kind.isEmpty() && apiVersion.isEmpty() && name.isEmpty();
            String namespace = metadata == null ? "" : text(metadata, "namespace");
            if (nothing && namespace.isEmpty()) {
                throw new KustomizeException("missing Resource metadata" + at(root));
            }
            String what = kind.isEmpty() ? "missing kind in object " : "missing metadata.name in object ";
            throw new KustomizeException(what + "{{" + apiVersion + " " + kind + "} {{" + name + " " + namespace
                    + "} map[] map[]}}" + at(root));
        }
    }

    private static String at(Node root) {
        return root.line() > 0 ? " (line " + root.line() + ")" : "";
    }

    private static String text(Node mapping, String key) {
        Node found = mapping.get(key);
        return found == null || found.isNullOrEmpty() ? "" : found.value();
    }

    static @Nullable Node first(List<Node> roots) {
        return roots.isEmpty() ? null : roots.get(0);
    }
}
