package dev.gitops.yaml.tree;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes resources as kustomize does: through JSON (so keys are sorted, comments and styles gone) in the layout of go-yaml 2: two spaces,
 * lists not indented under their key, long lines folded at a blank.
 */
public final class YamlWriter {

    private static final int WIDTH = 80;

    private final StringBuilder out;
    private int lineStart;
    /** Whether only indentation (blanks, dashes) stands on the current line so far. */
    private boolean indention = true;

    private boolean whitespace = true;

    /**
     * A writer.
     *
     * @param out where to
     */
    public YamlWriter(StringBuilder out) {
        this.out = out;
        this.lineStart = out.length();
    }

    /**
     * Writes one document.
     *
     * @param root its root
     */
    public void document(Node root) {
        lineStart = out.length();
        indention = true;
        whitespace = true;
        node(root, -1, false, true, false);
        indent(0);
    }

    /**
     * One document as text.
     *
     * @param root its root
     * @return the text
     */
    public static String write(Node root) {
        StringBuilder text = new StringBuilder();
        new YamlWriter(text).document(root);
        return text.toString();
    }

    private void node(Node node, int indent, boolean inMapping, boolean root, boolean inFlow) {
        boolean flow = inFlow || node.isFlow();
        switch (node.kind()) {
            case MAPPING -> mapping(node, indent, root, flow);
            case SEQUENCE -> sequence(node, indent, inMapping, flow);
            case SCALAR -> scalar(node, indent, flow);
            case ALIAS -> node(java.util.Objects.requireNonNull(node.target()), indent, inMapping, false, flow);
        }
    }

    private void mapping(Node node, int indent, boolean root, boolean flow) {
        List<Node> all = node.children();
        int count = all.size() / 2;
        String[] keys = new String[count];
        Node[] values = new Node[count];
        int n = 0;
        for (int i = 0; i < count; i++) {
            Node key = all.get(2 * i);
            if (JsonKeys.isPassedOver(key, root, flow)) {
                continue;
            }
            n = insert(keys, values, n, key, all.get(2 * i + 1));
        }
        if (n == 0) {
            indicator("{}");
            return;
        }
        int inner = indent < 0 ? 0 : indent + 2;
        for (int i = 0; i < n; i++) {
            indent(inner);
            boolean simple = Texts.isSimpleKey(keys[i]);
            if (!simple) {
                indicator("?");
                indention = true;
            }
            text(keys[i], inner, simple);
            if (simple) {
                out.append(':');
                indention = false;
                whitespace = false;
            } else {
                indent(inner);
                out.append(':');
                whitespace = false;
            }
            node(values[i], inner, true, false, flow);
        }
    }

    private static int insert(String[] keys, Node[] values, int n, Node keyNode, Node value) {
        String key = keyNode.value();
        int j = n - 1;
        while (j >= 0 && KeyOrder.less(key, keys[j])) {
            j--;
        }
        if (j >= 0 && keys[j].equals(key)) {
            throw new YamlException(keyNode.line(), "mapping key \"" + key + "\" already defined in the same mapping");
        }
        int at = j + 1;
        System.arraycopy(keys, at, keys, at + 1, n - at);
        System.arraycopy(values, at, values, at + 1, n - at);
        keys[at] = key;
        values[at] = value;
        return n + 1;
    }

    private void sequence(Node node, int indent, boolean inMapping, boolean flow) {
        List<Node> items = node.children();
        if (items.isEmpty()) {
            indicator("[]");
            return;
        }
        int inner = indent < 0 ? 0 : inMapping && !indention ? indent : indent + 2;
        for (int i = 0; i < items.size(); i++) {
            indent(inner);
            out.append('-');
            whitespace = false;
            node(items.get(i), inner, false, false, flow);
        }
    }

    private void scalar(Node node, int indent, boolean flow) {
        String tag = Values.tagOf(node, flow);
        if (tag.equals(Tags.STRING)) {
            text(FoldedText.of(node), indent, false);
            return;
        }
        Object data = Values.scalar(node, tag);
        if (data instanceof String s) {
            text(s, indent, false);
        } else {
            indicator(print(data));
        }
    }

    private static String print(@Nullable Object data) {
        if (data instanceof Double d) {
            boolean whole = d == Math.rint(d) && Math.abs(d) < 0x1p64;
            if (!whole) {
                return Numbers.yaml(d);
            }
            BigInteger number = new java.math.BigDecimal(Numbers.fixed(d)).toBigInteger();
            boolean fits = number.signum() >= 0 || number.bitLength() < 64;
            return fits ? Numbers.fixed(d).replace("-0", "0") : Numbers.yaml(d);
        }
        return data == null ? "null" : data.toString();
    }

    private void text(String value, int indent, boolean key) {
        String text = Texts.throughJson(value);
        int inner = indent < 0 ? 2 : indent + 2;
        switch (Texts.styleOf(text, key)) {
            case PLAIN -> plain(text, inner, key);
            case SINGLE -> single(text, inner, key);
            case LITERAL -> literal(text, inner);
            default -> quoted(text, inner, key);
        }
    }

    private void plain(String text, int indent, boolean key) {
        if (key || out.length() - lineStart + text.length() < WIDTH || text.indexOf(' ') < 0) {
            indicator(text);
            return;
        }
        indicator("");
        boolean spaces = false;
        for (int i = 0, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (!spaces && full() && i + 1 < n && text.charAt(i + 1) != ' ') {
                    indent(indent);
                } else {
                    out.append(c);
                }
                spaces = true;
            } else {
                out.append(c);
                indention = false;
                spaces = false;
            }
        }
        whitespace = false;
        indention = false;
    }

    private void single(String text, int indent, boolean key) {
        indicator("'");
        boolean spaces = false;
        boolean breaks = false;
        for (int i = 0, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                boolean inside = i > 0 && i < n - 1 && text.charAt(i + 1) != ' ';
                if (!key && !spaces && full() && inside) {
                    indent(indent);
                } else {
                    out.append(c);
                }
                spaces = true;
                continue;
            }
            if (Texts.isBreak(c)) {
                out.append(c);
                lineStart = out.length();
                indention = true;
                breaks = true;
                continue;
            }
            if (breaks) {
                indent(indent);
            }
            if (c == '\'') {
                out.append('\'');
            }
            out.append(c);
            indention = false;
            spaces = false;
            breaks = false;
        }
        out.append('\'');
        whitespace = false;
        indention = false;
    }

    private void quoted(String text, int indent, boolean key) {
        indicator("\"");
        if (text.isEmpty()) {
            out.append('"');
            return;
        }
        boolean spaces = false;
        // go-yaml looks for the mark at the beginning of the text whichever character it is about
        boolean marked = text.charAt(0) == '\uFEFF';
        for (int i = 0, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            if (marked) {
                Texts.escape(out, c);
            } else if (c == ' ') {
                if (!key && !spaces && full() && i > 0 && i < n - 1) {
                    indent(indent);
                    if (text.charAt(i + 1) == ' ') {
                        out.append('\\');
                    }
                } else {
                    out.append(c);
                }
                spaces = true;
            } else {
                i += Texts.escaped(out, text, i);
                spaces = false;
            }
        }
        out.append('"');
        whitespace = false;
        indention = false;
    }

    private boolean full() {
        return out.length() - lineStart > WIDTH;
    }

    private void literal(String text, int indent) {
        indicator("|");
        Texts.blockHints(out, text);
        newline();
        boolean breaks = true;
        for (int i = 0, n = text.length(); i < n; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                newline();
                breaks = true;
            } else {
                if (breaks) {
                    indent(indent);
                    breaks = false;
                }
                out.append(c);
                indention = false;
            }
        }
        whitespace = true;
    }

    private void newline() {
        out.append('\n');
        lineStart = out.length();
        indention = true;
        whitespace = true;
    }

    private void indicator(String text) {
        if (!whitespace) {
            out.append(' ');
        }
        out.append(text);
        whitespace = false;
        indention = false;
    }

    private void indent(int indent) {
        int column = out.length() - lineStart;
        if (!indention || column > indent || column == indent && !whitespace) {
            newline();
            column = 0;
        }
        for (; column < indent; column++) {
            out.append(' ');
        }
        whitespace = true;
        indention = true;
    }
}
