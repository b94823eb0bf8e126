package dev.gitops.yaml;

import dev.gitops.yaml.Draft.Content;
import dev.gitops.yaml.Draft.Items;
import dev.gitops.yaml.Draft.Kept;
import dev.gitops.yaml.Draft.Leaf;
import dev.gitops.yaml.Draft.Pair;
import dev.gitops.yaml.Draft.Pairs;
import dev.gitops.yaml.Node.Entry;
import dev.gitops.yaml.Node.Mapping;
import dev.gitops.yaml.Node.Scalar;
import dev.gitops.yaml.Node.Style;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes new values in the habits of a file. Lines after the first begin with their own indentation; no line break at the end. */
final class Renderer {

    private final Layout layout;
    private final String lineBreak;
    private final boolean literals;

    Renderer(Layout layout, String lineBreak, boolean literals) {
        this.literals = literals;
        this.layout = layout;
        this.lineBreak = lineBreak;
    }

    /** Lines of {@code key: value}, the keys at a column, the first where the writer stands; quoted like a sibling, where there is one. */
    String pairs(List<Pair> pairs, int column, @Nullable Mapping sibling, Style style) {
        return pairs.stream()
                .map(pair -> key(pair.key(), false) + ":"
                        + value(pair.value().now, column, like(sibling, pair.key(), style)))
                .collect(Collectors.joining(newLine(column)));
    }

    /** Lines of {@code - item}, the dashes at a column. */
    String items(List<Draft> items, int column, int dashWidth, @Nullable Mapping sibling, Style style) {
        String dash = "-" + " ".repeat(dashWidth - 1);
        return items.stream()
                .map(item -> item(item.now, column + dashWidth, dash, sibling, style))
                .collect(Collectors.joining(newLine(column)));
    }

    private String item(Content item, int column, String dash, @Nullable Mapping sibling, Style style) {
        if (item instanceof Pairs pairs && !pairs.list.isEmpty()) {
            return dash + pairs(pairs.list, column, sibling, Style.PLAIN);
        }
        if (item instanceof Items items && !items.list.isEmpty()) {
            return dash + items(items.list, column, 2, null, Style.PLAIN);
        }
        return "-" + value(item, column - layout.step(), style);
    }

    /** What follows a key's colon, or the dash of an item without lines of its own. */
    private String value(Content value, int column, Style style) {
        if (value instanceof Pairs pairs && !pairs.list.isEmpty()) {
            int deeper = column + layout.step();
            return newLine(deeper) + pairs(pairs.list, deeper, null, Style.PLAIN);
        }
        if (value instanceof Items items && !items.list.isEmpty()) {
            int deeper = column + layout.listIndent();
            return newLine(deeper) + items(items.list, deeper, 2, null, Style.PLAIN);
        }
        if (literals && value instanceof Leaf leaf && leaf.value() instanceof String text && Scalars.isLiteral(text)) {
            return " " + Scalars.literalHeader(text) + literal(text, column + layout.step());
        }
        return " " + inline(value, style, false, false);
    }

    /** The lines of a literal block, each after a line break. */
    String literal(String text, int column) {
        return text.lines()
                .map(line -> line.isEmpty() ? lineBreak : newLine(column) + line)
                .collect(Collectors.joining());
    }

    /** A value on one line. */
    String inline(Content value, Style style, boolean flow, boolean json) {
        if (value instanceof Pairs pairs) {
            return pairs.list.stream()
                    .map(pair -> key(pair.key(), json) + ": " + inline(pair.value().now, style, true, json))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Items items) {
            return items.list.stream()
                    .map(item -> inline(item.now, style, true, json))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Kept) {
            throw new IllegalStateException("what stands in the file is never written anew");
        }
        Style wanted = json ? Style.DOUBLE : style;
        return Scalars.write(((Leaf) value).value(), wanted, json ? Style.DOUBLE : layout.quotes(), flow);
    }

    String key(@Nullable String key, boolean json) {
        Style style = json ? Style.DOUBLE : Style.PLAIN;
        return Scalars.write(key == null ? "" : key, style, json ? Style.DOUBLE : layout.quotes(), true);
    }

    private static Style like(@Nullable Mapping sibling, @Nullable String key, Style otherwise) {
        Entry entry = sibling == null || key == null ? null : sibling.first(key);
        return entry != null
                        && entry.value() instanceof Scalar scalar
                        && scalar.style().isQuoted()
                ? scalar.style()
                : otherwise;
    }

    String newLine(int column) {
        return lineBreak + " ".repeat(column);
    }
}
