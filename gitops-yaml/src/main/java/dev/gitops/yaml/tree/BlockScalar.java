package dev.gitops.yaml.tree;

/** The lines of a literal or folded scalar, after its header. */
final class BlockScalar {

    private final YamlScanner in;
    private final boolean literal;
    private final int chomp;
    private final int parent;
    private final int startLine;
    private int indent;
    private int breaks;

    BlockScalar(YamlScanner in, boolean literal, int chomp, int parent, int startLine) {
        this.in = in;
        this.literal = literal;
        this.chomp = chomp;
        this.parent = parent;
        this.startLine = startLine;
    }

    Node read(int explicitIndent) {
        indent = explicitIndent;
        StringBuilder out = new StringBuilder();
        emptyLines();
        boolean leadingBreak = false;
        boolean leadingBlank = false;
        while (in.pos < in.end && in.column() == indent) {
            char first = in.at(in.pos);
            boolean blank = first == ' ' || first == '\t';
            if (leadingBreak && !literal && !leadingBlank && !blank) {
                if (breaks == 0) {
                    out.append(' ');
                }
            } else if (leadingBreak) {
                out.append('\n');
            }
            append(out);
            leadingBlank = blank;
            int from = in.pos;
            while (in.pos < in.end && !YamlScanner.isBreak(in.at(in.pos))) {
                in.pos++;
            }
            out.append(in.text, from, in.pos);
            leadingBreak = in.pos < in.end;
            if (leadingBreak) {
                in.newline();
            }
            emptyLines();
        }
        if (chomp != -1 && leadingBreak) {
            out.append('\n');
        }
        if (chomp == 1) {
            append(out);
        }
        Node node = Node.string(out.toString());
        in.contentLine = -1;
        return node.style(literal ? Node.Style.LITERAL : Node.Style.FOLDED).line(startLine);
    }

    private void append(StringBuilder out) {
        for (; breaks > 0; breaks--) {
            out.append('\n');
        }
    }

    private void emptyLines() {
        int widest = 0;
        breaks = 0;
        while (true) {
            while (in.pos < in.end && in.at(in.pos) == ' ' && (indent == 0 || in.column() < indent)) {
                in.pos++;
            }
            widest = Math.max(widest, in.column());
            if (in.pos >= in.end) {
                break;
            }
            char c = in.at(in.pos);
            if (c == '\t' && (indent == 0 || in.column() < indent)) {
                throw in.scanError(startLine, "found a tab character where an indentation space is expected");
            }
            if (!YamlScanner.isBreak(c)) {
                break;
            }
            in.newline();
            breaks++;
        }
        if (indent == 0) {
            indent = Math.max(1, Math.max(widest, parent + 1));
        }
    }
}
