package dev.gitops.yaml;

import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Sequence;
import dev.gitops.yaml.Node.Style;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The habits of a file, which new lines follow: how deep it indents, how it quotes. */
final class Layout {

    private final Text text;
    private final Map<Integer, Integer> steps = new HashMap<>();
    private final Map<Integer, Integer> listIndents = new HashMap<>();
    private int singles;
    private int doubles;

    private Layout(Text text) {
        this.text = text;
    }

    static Layout of(Text text, @Nullable Node root) {
        Layout layout = new Layout(text);
        if (root != null) {
            layout.learn(root);
            layout.learnFromComments();
        }
        return layout;
    }

    /** How much deeper a map stands than the map it is in. */
    int step() {
        return mostFrequent(steps, 2);
    }

    /** How much deeper the dashes of a list stand than their key: often not at all. */
    int listIndent() {
        return mostFrequent(listIndents, 0);
    }

    Style quotes() {
        return singles > doubles ? Style.SINGLE : Style.DOUBLE;
    }

    private static int mostFrequent(Map<Integer, Integer> counts, int otherwise) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(entry -> -entry.getKey()))
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }

    private void learn(Node node) {
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                if (!mapping.flow() && !mapping.entries().isEmpty()) {
                    compare(mapping, entry.value());
                }
                learn(entry.value());
            }
        } else if (node instanceof Sequence sequence) {
            sequence.items().forEach(this::learn);
        } else if (node instanceof Scalar scalar) {
            singles += scalar.style() == Style.SINGLE ? 1 : 0;
            doubles += scalar.style() == Style.DOUBLE ? 1 : 0;
        }
    }

    /** Items that are commented out show the habit too: {@code #- item} below its key. */
    private void learnFromComments() {
        for (int at = text.lines.indexOf("\n#"); at >= 0; at = text.lines.indexOf("\n#", at + 1)) {
            int dash = text.skipSpaces(at + 2);
            int column = dash - at - 2;
            if (text.at(dash) == '-' && text.at(dash + 1) == ' ' && column % 2 == 0) {
                listIndents.merge(column, 1, Integer::sum);
            }
        }
    }

    private void compare(Mapping parent, Node child) {
        if (child instanceof Mapping mapping && !mapping.flow()) {
            steps.merge(text.column(child.content()) - text.column(parent.content()), 1, Integer::sum);
        } else if (child instanceof Sequence sequence && !sequence.flow()) {
            listIndents.merge(text.column(child.content()) - text.column(parent.content()), 1, Integer::sum);
        }
    }

    /** The style that all texts among some nodes share, for one more of them. */
    static Style shared(List<? extends Node> nodes) {
        Style shared = null;
        for (Node node : nodes) {
            if (node instanceof Scalar scalar && Scalars.read(scalar) instanceof String) {
                if (!scalar.style().isQuoted() || shared != null && shared != scalar.style()) {
                    return Style.PLAIN;
                }
                shared = scalar.style();
            }
        }
        return shared == null ? Style.PLAIN : shared;
    }

    /** Whether a flow map is JSON: every key in double quotes. */
    static boolean isJson(Node node) {
        return node instanceof Mapping mapping
                && mapping.flow()
                && !mapping.entries().isEmpty()
                && mapping.entries().stream()
                        .allMatch(entry -> entry.key() instanceof Scalar key && key.style() == Style.DOUBLE);
    }
}
