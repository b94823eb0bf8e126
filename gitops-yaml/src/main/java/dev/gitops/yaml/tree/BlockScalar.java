package dev.gitops.yaml.tree;

/** A literal or folded scalar: its header and its lines. */
final class BlockScalar {

    private final ScalarScanner in;
    private final boolean literal;
    private final int startLine;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder breaks = new StringBuilder();
    private int indent;

    private BlockScalar(ScalarScanner in) {
        this.in = in;
        this.literal = in.at(in.pos) == '|';
        this.startLine = in.line;
    }

    static Token read(ScalarScanner in) {
        return new BlockScalar(in).read();
    }

    private Token read() {
        in.pos++;
        int chomp = chomping();
        int increment = increment();
        if (chomp == 0) {
            chomp = chomping();
        }
        if (increment > 0) {
            indent = Math.max(in.indent, 0) + increment;
        }
        in.passBlanks();
        if (in.at(in.pos) == '#') {
            in.passToBreak();
        }
        if (!in.isBreakOrEnd()) {
            throw in.error(startLine, "did not find expected comment or line break");
        }
        in.brokenLine = in.pos < in.end;
        if (in.brokenLine) {
            in.newline();
        }
        lines(chomp);
        return Token.scalar(startLine, out.toString(), literal ? Node.Style.LITERAL : Node.Style.FOLDED);
    }

    private int chomping() {
        char c = in.at(in.pos);
        if (c != '+' && c != '-') {
            return 0;
        }
        in.pos++;
        return c == '+' ? 1 : -1;
    }

    private int increment() {
        char c = in.at(in.pos);
        if (c < '0' || c > '9') {
            return 0;
        }
        if (c == '0') {
            throw in.error(startLine, "found an indentation indicator equal to 0");
        }
        in.pos++;
        return c - '0';
    }

    private void lines(int chomp) {
        emptyLines();
        char leadingBreak = '\0';
        boolean leadingBlank = false;
        while (in.pos < in.end && in.column() == indent) {
            boolean blank = Source.isBlank(in.at(in.pos));
            if (!literal && !leadingBlank && !blank && leadingBreak == '\n') {
                if (breaks.isEmpty()) {
                    out.append(' ');
                }
            } else if (leadingBreak != '\0') {
                out.append(leadingBreak);
            }
            out.append(breaks);
            leadingBlank = blank;
            int from = in.pos;
            in.passToBreak();
            out.append(in.text, from, in.pos);
            leadingBreak = in.pos < in.end ? in.newline() : '\0';
            emptyLines();
        }
        if (chomp != -1 && leadingBreak != '\0') {
            out.append(leadingBreak);
        }
        if (chomp == 1) {
            out.append(breaks);
        }
    }

    private void emptyLines() {
        breaks.setLength(0);
        int widest = 0;
        while (true) {
            while (in.at(in.pos) == ' ' && (indent == 0 || in.column() < indent)) {
                in.pos++;
            }
            widest = Math.max(widest, in.column());
            char c = in.at(in.pos);
            if (c == '\t' && (indent == 0 || in.column() < indent)) {
                throw in.error(startLine, "found a tab character where an indentation space is expected");
            }
            if (!Source.isBreak(c)) {
                break;
            }
            breaks.append(in.newline());
        }
        if (indent == 0) {
            indent = Math.max(1, Math.max(widest, in.indent + 1));
        }
    }
}
