package dev.gitops.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a document that may be wrong: what is not of the wanted kind counts as absent, since the schema has complained about it. */
final class Tree {

    private static final Node.Fields NOTHING = new Node.Fields(0, 0, java.util.Map.of(), 0);

    private Tree() {}

    static @Nullable Node at(@Nullable Node node, String key) {
        return node instanceof Node.Fields fields ? fields.get(key) : null;
    }

    static Node.Fields map(@Nullable Node node) {
        return node instanceof Node.Fields fields ? fields : NOTHING;
    }

    static Node.Fields map(@Nullable Node node, String key) {
        return map(at(node, key));
    }

    static Collection<Node.Field> fields(@Nullable Node node, String key) {
        return map(node, key).fields().values();
    }

    static List<Node> items(@Nullable Node node, String key) {
        return at(node, key) instanceof Node.Items items ? items.items() : List.of();
    }

    static @Nullable String text(@Nullable Node node) {
        return node instanceof Node.Scalar scalar && scalar.data() instanceof String text ? text : null;
    }

    static @Nullable String text(@Nullable Node node, String key) {
        return text(at(node, key));
    }

    static String text(@Nullable Node node, String key, String otherwise) {
        String text = text(node, key);
        return text == null ? otherwise : text;
    }

    static List<String> texts(@Nullable Node node, String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(node, key)) {
            String text = text(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    static boolean flag(@Nullable Node node, String key, boolean otherwise) {
        return at(node, key) instanceof Node.Scalar scalar && scalar.data() instanceof Boolean flag ? flag : otherwise;
    }
}
