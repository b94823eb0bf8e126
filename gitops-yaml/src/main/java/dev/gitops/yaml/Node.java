package dev.gitops.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as it stands in the text. Offsets are chars of {@link Text}; trailing comments and blank lines belong to no node. */
sealed interface Node {

    /** Anchor and tag. */
    Properties properties();

    /** Where it begins, after its properties. */
    int content();

    /** Where its last character ends, before any line break. */
    int end();

    default int start() {
        return properties().start();
    }

    /**
     * What may stand before a node.
     *
     * @param start where the first of them begins; where there is none, the node's content
     * @param end where the last of them ends
     */
    record Properties(
            int start,
            int end,
            @Nullable String anchor,
            @Nullable String tag) {
        boolean present() {
            return end > start;
        }
    }

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        SINGLE,
        DOUBLE,
        LITERAL,
        FOLDED;

        boolean isBlock() {
            return this == LITERAL || this == FOLDED;
        }

        boolean isQuoted() {
            return this == SINGLE || this == DOUBLE;
        }
    }

    record Scalar(Properties properties, int content, int end, String value, Style style) implements Node {
        boolean isEmpty() {
            return content == end;
        }

        /** Nothing, {@code ~} or {@code null}, without a tag. */
        boolean isNull() {
            return style == Style.PLAIN && properties.tag() == null && Ambiguity.isNull(value);
        }
    }

    record Mapping(Properties properties, int content, int end, boolean flow, List<Entry> entries) implements Node {
        @Nullable
        Entry first(String key) {
            for (Entry entry : entries) {
                if (key.equals(entry.name())) {
                    return entry;
                }
            }
            return null;
        }
    }

    record Entry(Node key, Node value) {
        @Nullable
        String name() {
            return key instanceof Scalar scalar ? scalar.value() : null;
        }

        int end() {
            return Math.max(key.end(), value.end());
        }
    }

    record Sequence(Properties properties, int content, int end, boolean flow, List<Node> items) implements Node {}

    /**
     * A reference to an anchored node.
     *
     * @param target the offset at which the anchored node starts
     */
    record Alias(Properties properties, int content, int end, String name, int target) implements Node {}
}
