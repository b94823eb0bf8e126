package dev.gitops.yaml.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes nodes in their own order and styles, with their anchors and tags, as go-yaml 3 does: two blanks deeper at each level, lists at the column of their key, no line folded. */
public final class OrderedWriter {

    private static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();
    /** Whether what comes next needs no blank before it. */
    private boolean blank = true;

    private OrderedWriter() {}

    /**
     * A tree as text.
     *
     * @param root its root
     * @return the text, without the last line end
     */
    public static String write(Node root) {
        OrderedWriter writer = new OrderedWriter();
        writer.node(root, -STEP, true, false);
        return writer.out.toString().strip();
    }

    /** Writes a node below something at a column; a fresh one stands behind a dash alone, where a block may begin at once. */
    private void node(Node node, int indent, boolean fresh, boolean value) {
        boolean inline = isInline(node);
        boolean decorated = !inline && properties(node);
        if (inline) {
            inline(node, indent + STEP, false, false);
        } else {
            boolean compact = node.isSequence() && value && !fresh;
            block(node, compact ? indent : indent + STEP, fresh && !decorated);
        }
    }

    private static boolean isInline(Node node) {
        return node.kind() == Node.Kind.ALIAS
                || node.isScalar()
                || node.isFlow()
                || node.children().isEmpty();
    }

    private void block(Node node, int indent, boolean fresh) {
        List<Node> all = node.children();
        int step = node.isMapping() ? 2 : 1;
        for (int i = 0; i + step <= all.size(); i += step) {
            if (i > 0 || !fresh) {
                line(indent);
            }
            if (node.isMapping()) {
                entry(all.get(i), all.get(i + 1), indent);
            } else {
                indicator("-", false);
                node(all.get(i), indent, true, false);
            }
        }
    }

    private void entry(Node key, Node value, int indent) {
        if (isSimple(key)) {
            inline(key, indent + STEP, false, true);
            colon(key);
            node(value, indent, false, true);
            return;
        }
        indicator("?", false);
        node(key, indent, true, true);
        line(indent);
        indicator(":", false);
        node(value, indent, true, true);
    }

    private void colon(Node key) {
        out.append(key.kind() == Node.Kind.ALIAS ? " :" : ":");
        blank = false;
    }

    /** Whether a key may stand before its colon without a question mark. */
    private static boolean isSimple(Node key) {
        int length = key.kind() == Node.Kind.ALIAS ? key.value().length() : propertyLength(key);
        if (key.isScalar()) {
            if (Texts.multiline(key.value())) {
                return false;
            }
            length += key.value().getBytes(StandardCharsets.UTF_8).length;
        }
        boolean empty = key.kind() == Node.Kind.ALIAS
                || key.isScalar()
                || key.children().isEmpty();
        return empty && length <= Texts.LONGEST_SIMPLE_KEY;
    }

    private static int propertyLength(Node node) {
        String anchor = node.anchor();
        return tag(node).length() + (anchor == null ? 0 : anchor.length());
    }

    private void inline(Node node, int indent, boolean flow, boolean key) {
        switch (node.kind()) {
            case ALIAS -> indicator("*" + node.value(), false);
            case SCALAR -> {
                properties(node);
                scalar(node, indent, flow, key);
            }
            case SEQUENCE -> {
                properties(node);
                indicator("[", true);
                for (int i = 0; i < node.children().size(); i++) {
                    comma(i);
                    inline(node.children().get(i), indent + STEP, true, false);
                }
                end("]");
            }
            case MAPPING -> {
                properties(node);
                indicator("{", true);
                for (int i = 0; i + 1 < node.children().size(); i += 2) {
                    comma(i);
                    flowEntry(node.children().get(i), node.children().get(i + 1), indent + STEP);
                }
                end("}");
            }
        }
    }

    private void flowEntry(Node key, Node value, int indent) {
        boolean simple = isSimple(key);
        if (!simple) {
            indicator("?", false);
        }
        inline(key, indent, true, simple);
        if (simple) {
            colon(key);
        } else {
            indicator(":", false);
        }
        inline(value, indent, true, false);
    }

    private void comma(int index) {
        if (index > 0) {
            end(",");
        }
    }

    private void end(String mark) {
        out.append(mark);
        blank = false;
    }

    /** The anchor and the tag; whether there are any. */
    private boolean properties(Node node) {
        String anchor = node.anchor();
        if (anchor != null) {
            indicator("&" + anchor, false);
        }
        String tag = tag(node);
        if (!tag.isEmpty()) {
            indicator(tag.startsWith("!") ? tag : "!<" + tag + ">", false);
        }
        return anchor != null || !tag.isEmpty();
    }

    /** The tag as it must be written; empty where its value says it already. */
    private static String tag(Node node) {
        String tag = node.tag();
        if (tag.isEmpty() || node.explicitTag()) {
            return tag;
        }
        boolean said = switch (node.kind()) {
            case SCALAR ->
                tag.equals(Tags.STRING) || Scalars.tagOf(node.value()).equals(tag);
            case SEQUENCE -> tag.equals(Tags.SEQ);
            case MAPPING -> tag.equals(Tags.MAP);
            case ALIAS -> true;
        };
        return said ? "" : tag;
    }

    private void scalar(Node node, int indent, boolean flow, boolean key) {
        String text = node.value();
        switch (new Appearance(text).style(asked(node), flow, key)) {
            case DOUBLE -> {
                indicator("\"", true);
                for (int i = 0; i < text.length(); i++) {
                    i += Texts.escaped(out, text, i);
                }
                end("\"");
            }
            case SINGLE -> single(text, indent);
            case LITERAL -> literal(text, indent);
            case FOLDED -> {
                indicator(">", false);
                Texts.blockHints(out, text);
                out.append('\n');
                FoldedText.write(out, text, indent);
            }
            default -> plain(text);
        }
    }

    /** The style that the node asks for: its own, or one that keeps a text a text. */
    private static Node.Style asked(Node node) {
        String text = node.value();
        if (node.style() != Node.Style.PLAIN) {
            return node.style();
        }
        if (text.indexOf('\n') >= 0) {
            return Node.Style.LITERAL;
        }
        String reads = Scalars.tagOf(text);
        boolean other = !reads.equals(Tags.STRING) && !reads.equals(Tags.MERGE);
        return other && !node.explicitTag() && node.tag().equals(Tags.STRING) ? Node.Style.DOUBLE : Node.Style.PLAIN;
    }

    private void plain(String text) {
        if (!text.isEmpty()) {
            indicator(text, false);
        }
    }

    private void single(String text, int indent) {
        indicator("'", true);
        boolean breaks = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Texts.isBreak(c)) {
                out.append(!breaks && c == '\n' ? "\n" : "").append(c);
                breaks = true;
                continue;
            }
            if (breaks) {
                out.append(" ".repeat(indent));
            }
            out.append(c == '\'' ? "''" : String.valueOf(c));
            breaks = false;
        }
        end("'");
    }

    private void literal(String text, int indent) {
        indicator("|", false);
        Texts.blockHints(out, text);
        out.append('\n');
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (begins && !Texts.isBreak(c)) {
                out.append(" ".repeat(indent));
            }
            out.append(c);
            begins = Texts.isBreak(c);
        }
    }

    private void indicator(String text, boolean opens) {
        if (!blank) {
            out.append(' ');
        }
        out.append(text);
        blank = opens;
    }

    private void line(int indent) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.append(" ".repeat(indent));
        blank = true;
    }
}
