package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.PathParts;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a field that a var points at. */
public final class VarValue {

    private VarValue() {}

    /**
     * The value.
     *
     * @param resource the object
     * @param path the field, with dots; {@code ports[0]} for an item
     * @return a string, {@code Long}, {@code Double} or {@code Boolean}; null where there is no such field
     */
    public static @Nullable Object of(Resource resource, String path) {
        Node node = Lookup.path(resource.root(), parts(path));
        if (node == null) {
            return null;
        }
        if (!node.isScalar()) {
            return "";
        }
        try {
            return switch (node.tag()) {
                case Tags.INT -> Long.valueOf(node.value());
                case Tags.FLOAT -> Double.valueOf(node.value());
                case Tags.BOOL -> Boolean.valueOf(node.value());
                default -> node.value();
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : PathParts.bracketed(path)) {
            int open = part.endsWith("]") ? part.lastIndexOf('[') : -1;
            String index = open < 0 ? "" : part.substring(open + 1, part.length() - 1);
            boolean number = !index.isEmpty() && index.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number) {
                parts.add(part);
                continue;
            }
            if (open > 0) {
                parts.add(part.substring(0, open));
            }
            parts.add(index);
        }
        return parts;
    }
}
