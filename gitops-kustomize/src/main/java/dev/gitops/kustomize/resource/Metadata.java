package dev.gitops.kustomize.resource;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code metadata} in the tree of an object, which may be missing, null or empty. */
final class Metadata {

    private static final String ANNOTATIONS = "annotations";

    private Metadata() {}

    private static @Nullable Node field(Node root, String key) {
        Node metadata = root.get("metadata");
        return metadata == null || metadata.isNullOrEmpty() ? null : metadata.get(key);
    }

    /** A field's text; empty where there is none. */
    static String text(Node root, String key) {
        Node found = field(root, key);
        return found == null || found.isNullOrEmpty() ? "" : found.value();
    }

    /** Labels or annotations, in the order of the document. */
    static Map<String, String> map(Node root, String field) {
        Map<String, String> map = new LinkedHashMap<>();
        Node found = field(root, field);
        if (found != null) {
            List<Node> all = found.children();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                map.put(all.get(i).value(), all.get(i + 1).value());
            }
        }
        return map;
    }

    /** Sets labels or annotations, every value a string; an empty map removes the field. */
    static void set(Node root, String field, Map<String, String> map) {
        Node metadata = root.get("metadata");
        if (metadata == null || metadata.isNull()) {
            if (map.isEmpty()) {
                return;
            }
            root.remove("metadata");
            metadata = Node.mapping();
            root.append("metadata", metadata);
        }
        metadata.remove(field);
        if (map.isEmpty()) {
            return;
        }
        Node node = Node.mapping();
        map.forEach((key, value) -> node.append(key, Node.scalar(Tags.STRING, value)));
        metadata.append(field, node);
    }

    static boolean isAnnotated(Node root, String key, String value) {
        Node annotations = field(root, ANNOTATIONS);
        Node mark = annotations == null || annotations.isNullOrEmpty() ? null : annotations.get(key);
        return mark != null && mark.isScalar() && mark.value().equals(value);
    }

    static void annotationsBecomeTexts(Node root) {
        Node metadata = root.get("metadata");
        Node annotations = metadata == null ? null : metadata.get(ANNOTATIONS);
        if (annotations == null || !annotations.isMapping()) {
            return;
        }
        List<Node> all = annotations.children();
        for (int i = 1; i < all.size(); i += 2) {
            Node value = all.get(i);
            if (!value.isScalar() || !value.tag().equals(Tags.STRING)) {
                all.set(i, Node.scalar(Tags.STRING, value.value()));
            }
        }
    }
}
