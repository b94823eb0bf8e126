package dev.gitops.yaml.tree;

import java.util.List;

/** Writes nodes in their own order and styles, as go-yaml 3 does: two blanks deeper at each level, lists at the column of their key. */
public final class OrderedWriter {

    private final StringBuilder out = new StringBuilder();

    private OrderedWriter() {}

    /**
     * A tree as text.
     *
     * @param root its root
     * @return the text, without the last line end
     */
    public static String write(Node root) {
        OrderedWriter writer = new OrderedWriter();
        if (root.isScalar() || root.isFlow() || root.children().isEmpty()) {
            writer.inline(root, root.isFlow(), 0);
        } else {
            writer.block(root, 0, true);
        }
        return writer.out.toString().strip();
    }

    private void block(Node node, int indent, boolean first) {
        List<Node> all = node.children();
        int step = node.isMapping() ? 2 : 1;
        for (int i = 0; i + step <= all.size(); i += step) {
            if (i > 0 || !first) {
                out.append(" ".repeat(indent));
            }
            if (node.isMapping()) {
                inline(all.get(i), false, indent);
                out.append(':');
                value(all.get(i + 1), indent);
            } else {
                out.append('-');
                item(all.get(i), indent);
            }
        }
    }

    private void value(Node value, int indent) {
        if (isInline(value)) {
            out.append(' ');
            inline(value, value.isFlow(), indent + 2);
            line();
        } else {
            line();
            int deeper = value.isSequence() ? indent : indent + 2;
            block(value, deeper, false);
        }
    }

    private void item(Node item, int indent) {
        out.append(' ');
        if (isInline(item)) {
            inline(item, item.isFlow(), indent + 2);
            line();
        } else {
            block(item, indent + 2, true);
        }
    }

    private static boolean isInline(Node node) {
        return node.kind() == Node.Kind.ALIAS
                || node.isScalar()
                || node.isFlow()
                || node.children().isEmpty();
    }

    private void line() {
        if (out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }

    private void inline(Node node, boolean flow, int indent) {
        switch (node.kind()) {
            case ALIAS -> out.append('*').append(node.value());
            case SCALAR -> scalar(node, flow, indent);
            case SEQUENCE -> {
                out.append('[');
                String comma = "";
                for (Node item : node.children()) {
                    out.append(comma);
                    inline(item, true, indent);
                    comma = ", ";
                }
                out.append(']');
            }
            case MAPPING -> {
                out.append('{');
                String comma = "";
                for (int i = 0; i + 1 < node.children().size(); i += 2) {
                    out.append(comma);
                    inline(node.children().get(i), true, indent);
                    out.append(": ");
                    inline(node.children().get(i + 1), true, indent);
                    comma = ", ";
                }
                out.append('}');
            }
        }
    }

    private static Node.Style plainOrSafe(String text) {
        if (text.indexOf('\n') >= 0) {
            return Node.Style.LITERAL;
        }
        return Scalars.oldBool(text) != null ? Node.Style.PLAIN : Texts.styleOf(text, false);
    }

    private void scalar(Node node, boolean flow, int indent) {
        String text = node.value();
        boolean string = Values.tagOf(node, flow).equals(Tags.STRING);
        Node.Style style = node.style();
        if (style == Node.Style.PLAIN && string) {
            style = plainOrSafe(text);
        }
        switch (style) {
            case DOUBLE -> {
                out.append('"');
                for (int i = 0; i < text.length(); i++) {
                    i += Texts.escaped(out, text, i);
                }
                out.append('"');
            }
            case SINGLE -> out.append('\'').append(text.replace("'", "''")).append('\'');
            case LITERAL, FOLDED -> {
                out.append('|');
                Texts.blockHints(out, text);
                for (String line : text.split("\n", -1)) {
                    out.append('\n')
                            .append(line.isEmpty() ? "" : " ".repeat(indent))
                            .append(line);
                }
            }
            default -> out.append(text);
        }
    }
}
