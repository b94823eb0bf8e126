package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Json;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.OrderedWriter;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.WrongKindException;
import dev.gitops.yaml.tree.YamlException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that holds JSON or YAML, as those of ConfigMaps do: replacements reach into it since kustomize 5.8. */
final class StructuredText {

    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#");

    private StructuredText() {}

    /**
     * Sets fields within the first text on a path.
     *
     * @param root an object
     * @param path the path, beyond the text
     * @param create the kind of what is made where it is missing; null to make nothing
     * @param setter sets a field
     * @return whether the path leads into a text and the fields were set; if not, nothing has changed
     */
    static boolean set(Node root, List<String> path, Node.@Nullable Kind create, Consumer<Node> setter) {
        for (int depth = 1; depth < path.size(); depth++) {
            Node text = lookup(root, path.subList(0, depth));
            if (text == null || !text.isScalar() || text.isNull()) {
                continue;
            }
            Node inner = parse(text.value());
            if (inner != null) {
                return within(text, inner, path.subList(depth, path.size()), create, setter);
            }
        }
        return false;
    }

    /** The tree of a text; null where it is none. */
    static @Nullable Node parse(String text) {
        try {
            return Documents.first(text);
        } catch (YamlException noYaml) {
            return null;
        }
    }

    private static @Nullable Node lookup(Node root, List<String> path) {
        try {
            return Lookup.path(root, path);
        } catch (KustomizeException | WrongKindException elsewhere) {
            return null;
        }
    }

    private static boolean within(
            Node text, Node inner, List<String> path, Node.@Nullable Kind create, Consumer<Node> setter) {
        try {
            List<Node> fields = new PathMatcher(create).match(inner, path);
            if (fields.isEmpty()) {
                return false;
            }
            fields.forEach(setter);
        } catch (KustomizeException | WrongKindException elsewhere) {
            return false;
        }
        try {
            text.value(printed(inner, text.value()));
            return true;
        } catch (YamlException mixed) {
            // a text where a number stood: kustomize then leaves all as it was, without a word
            return false;
        }
    }

    private static String printed(Node inner, String before) {
        char first = before.strip().charAt(0);
        if (first != '{' && first != '[') {
            if (COMMENT.matcher(before).find()) {
                throw new KustomizeException("a replacement reaches into a text of YAML with comments, which would be"
                        + " lost: take them out of it, or replace the whole text");
            }
            return OrderedWriter.write(inner);
        }
        if (before.contains("\n") && before.contains("  ")) {
            return Json.pretty(Values.of(inner));
        }
        StringBuilder json = new StringBuilder();
        Json.write(json, Values.of(inner));
        return json.toString();
    }
}
