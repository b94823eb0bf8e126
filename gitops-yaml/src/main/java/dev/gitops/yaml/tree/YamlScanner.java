package dev.gitops.yaml.tree;

/** The characters of a document: where we are, what separates nodes, and the four ways to write a scalar. */
abstract class YamlScanner {

    final String text;
    final int end;
    int pos;
    int line = 1;
    int lineStart;
    /** The line where the last inline node ended: a colon on a later line does not make it a key. */
    int contentLine;

    private final String[] interned = new String[256];
    private final StringBuilder buffer = new StringBuilder();

    YamlScanner(String text) {
        this.text = text;
        this.end = text.length();
    }

    final char at(int index) {
        return text.charAt(index);
    }

    final int column() {
        return pos - lineStart;
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    final boolean blankAfter(int index) {
        return blankOrEnd(index + 1);
    }

    final boolean blankOrEnd(int index) {
        if (index >= end) {
            return true;
        }
        char c = at(index);
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    final boolean atMarker(char c) {
        return pos + 2 < end
                && at(pos) == c
                && at(pos + 1) == c
                && at(pos + 2) == c
                && pos == lineStart
                && blankOrEnd(pos + 3);
    }

    /** Passes blanks, comments and line breaks; tabs only where no key may begin. */
    final void skip(boolean tabs) {
        while (pos < end) {
            char c = at(pos);
            if (c == ' ' || c == '\t' && tabs) {
                pos++;
            } else if (c == '\n' || c == '\r') {
                newline();
                tabs = false;
            } else if (c == '#') {
                while (pos < end && !isBreak(at(pos))) {
                    pos++;
                }
            } else {
                return;
            }
        }
    }

    final void newline() {
        if (at(pos) == '\r' && pos + 1 < end && at(pos + 1) == '\n') {
            pos++;
        }
        pos++;
        line++;
        lineStart = pos;
    }

    final YamlException scanError(int atLine, String problem) {
        return new YamlException(atLine > 1 ? atLine : 0, problem);
    }

    /** The parser counts lines from 0, and says so. */
    final YamlException parseError(int atLine, String problem) {
        int said = atLine > 1 ? atLine - 1 : line - 1;
        return new YamlException(said, problem);
    }

    /** Keys repeat all over a document: one string for each. */
    final String slice(int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > 24) {
            return text.substring(from, to);
        }
        int hash = (at(from) * 31 + at(to - 1)) * 31 + length + at(from + length / 2) * 7;
        int slot = hash & 255;
        String known = interned[slot];
        if (known != null && known.length() == length && text.startsWith(known, from)) {
            return known;
        }
        String fresh = text.substring(from, to);
        interned[slot] = fresh;
        return fresh;
    }

    final String name(String what) {
        int from = pos;
        while (pos < end && isWord(at(pos))) {
            pos++;
        }
        if (pos == from || !blankOrEnd(pos) && "?:,]}%@`".indexOf(at(pos)) < 0) {
            throw scanError(line, "did not find expected alphabetic or numeric character");
        }
        return text.substring(from, pos);
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '-';
    }

    final String tagName() {
        int from = pos;
        pos++;
        if (pos < end && at(pos) == '<') {
            while (pos < end && at(pos) != '>' && !blankOrEnd(pos)) {
                pos++;
            }
            if (pos >= end || at(pos) != '>') {
                throw scanError(line, "did not find the expected '>'");
            }
            pos++;
            return text.substring(from + 2, pos - 1);
        }
        while (pos < end && !blankOrEnd(pos) && ",[]{}".indexOf(at(pos)) < 0) {
            pos++;
        }
        return text.substring(from, pos);
    }

    /** A plain scalar; its further lines are indented deeper than {@code parent}. */
    final Node plain(int parent, boolean flow) {
        int startLine = line;
        StringBuilder joined = null;
        int from = pos;
        int to = pos;
        contentLine = line;
        boolean first = true;
        while (true) {
            int runStart = pos;
            if (at(pos) == '#' && !first) {
                break;
            }
            to = plainLine(flow);
            if (to == runStart) {
                if (first) {
                    throw scanError(line, "found character that cannot start any token");
                }
                break;
            }
            if (joined != null) {
                joined.append(text, runStart, to);
            }
            first = false;
            contentLine = line;
            pos = to;
            int p = to;
            while (p < end && (at(p) == ' ' || at(p) == '\t')) {
                p++;
            }
            if (p >= end || !isBreak(at(p))) {
                break;
            }
            pos = p;
            int breaks = plainBreaks(parent, flow);
            if (pos >= end || column() == 0 && (atMarker('-') || atMarker('.'))) {
                break;
            }
            if (!flow && column() <= parent) {
                break;
            }
            if (at(pos) == '#' || !continues(flow)) {
                break;
            }
            if (joined == null) {
                joined = new StringBuilder().append(text, from, to);
            }
            if (breaks == 1) {
                joined.append(' ');
            } else {
                joined.append("\n".repeat(breaks - 1));
            }
        }
        String value = joined == null ? slice(from, to) : joined.toString();
        Node node = Node.scalar(value.equals("<<") ? Tags.MERGE : Scalars.tagOf(value), value);
        return node.line(startLine);
    }

    private boolean continues(boolean flow) {
        char c = at(pos);
        if (c == ':' && blankAfter(pos)) {
            return false;
        }
        return !flow || ",?[]{}".indexOf(c) < 0;
    }

    /** The end of the plain text on this line, trailing blanks left out. */
    private int plainLine(boolean flow) {
        int p = pos;
        int last = pos;
        while (p < end) {
            char c = at(p);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == ':') {
                if (blankOrEnd(p + 1)) {
                    break;
                }
            } else if (c == ' ' || c == '\t') {
                p++;
                if (p < end && at(p) == '#') {
                    break;
                }
                continue;
            } else if (flow && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}')) {
                break;
            }
            p++;
            last = p;
        }
        return last;
    }

    private int plainBreaks(int parent, boolean flow) {
        int breaks = 0;
        while (pos < end) {
            char c = at(pos);
            if (isBreak(c)) {
                newline();
                breaks++;
            } else if (c == ' ') {
                pos++;
            } else if (c == '\t') {
                if (!flow && column() <= parent) {
                    throw scanError(line, "found a tab character that violates indentation");
                }
                pos++;
            } else {
                break;
            }
        }
        return breaks;
    }

    final Node single(int parent) {
        int startLine = line;
        pos++;
        StringBuilder out = null;
        int from = pos;
        while (true) {
            if (pos >= end) {
                throw scanError(startLine, "found unexpected end of stream");
            }
            char c = at(pos);
            if (c == '\'') {
                if (pos + 1 < end && at(pos + 1) == '\'') {
                    out = grow(out).append(text, from, pos + 1);
                    pos += 2;
                    from = pos;
                    continue;
                }
                break;
            }
            if (isBreak(c)) {
                out = grow(out);
                fold(out, from, startLine);
                from = pos;
            } else {
                pos++;
            }
        }
        String value =
                out == null ? slice(from, pos) : out.append(text, from, pos).toString();
        pos++;
        contentLine = line;
        return Node.string(value).style(Node.Style.SINGLE).line(startLine);
    }

    private StringBuilder grow(@org.jspecify.annotations.Nullable StringBuilder out) {
        if (out != null) {
            return out;
        }
        buffer.setLength(0);
        return buffer;
    }

    /** At a line break within quotes: one break is a space, more are one less; blanks around them vanish. */
    private void fold(StringBuilder out, int from, int startLine) {
        int to = pos;
        while (to > from && (at(to - 1) == ' ' || at(to - 1) == '\t')) {
            to--;
        }
        out.append(text, from, to);
        int breaks = 0;
        while (pos < end) {
            char c = at(pos);
            if (isBreak(c)) {
                newline();
                breaks++;
                if (atMarker('-') || atMarker('.')) {
                    throw scanError(startLine, "found unexpected document indicator");
                }
            } else if (c == ' ' || c == '\t') {
                pos++;
            } else {
                break;
            }
        }
        if (breaks == 1) {
            out.append(' ');
        } else {
            out.append("\n".repeat(breaks - 1));
        }
    }

    final Node quoted(int parent) {
        int startLine = line;
        pos++;
        StringBuilder out = null;
        int from = pos;
        while (true) {
            if (pos >= end) {
                throw scanError(startLine, "found unexpected end of stream");
            }
            char c = at(pos);
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                out = grow(out).append(text, from, pos);
                escape(out, startLine);
                from = pos;
            } else if (isBreak(c)) {
                out = grow(out);
                fold(out, from, startLine);
                from = pos;
            } else {
                pos++;
            }
        }
        String value =
                out == null ? slice(from, pos) : out.append(text, from, pos).toString();
        pos++;
        contentLine = line;
        return Node.string(value).style(Node.Style.DOUBLE).line(startLine);
    }

    private void escape(StringBuilder out, int startLine) {
        pos++;
        if (pos >= end) {
            throw scanError(startLine, "found unexpected end of stream");
        }
        char c = at(pos);
        if (isBreak(c)) {
            newline();
            while (pos < end && (at(pos) == ' ' || at(pos) == '\t' || isBreak(at(pos)))) {
                if (isBreak(at(pos))) {
                    newline();
                    out.append('\n');
                } else {
                    pos++;
                }
            }
            return;
        }
        pos++;
        switch (c) {
            case '0' -> out.append('\0');
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 't', '\t' -> out.append('\t');
            case 'n' -> out.append('\n');
            case 'v' -> out.append('\u000b');
            case 'f' -> out.append('\f');
            case 'r' -> out.append('\r');
            case 'e' -> out.append('\u001b');
            case ' ', '"', '\'', '\\', '/' -> out.append(c);
            case 'N' -> out.append('\u0085');
            case '_' -> out.append('\u00a0');
            case 'L' -> out.append('\u2028');
            case 'P' -> out.append('\u2029');
            case 'x' -> codePoint(out, 2);
            case 'u' -> codePoint(out, 4);
            case 'U' -> codePoint(out, 8);
            default -> throw scanError(line, "found unknown escape character");
        }
    }

    private void codePoint(StringBuilder out, int digits) {
        int code = 0;
        for (int i = 0; i < digits; i++, pos++) {
            int digit = pos < end ? Character.digit(at(pos), 16) : -1;
            if (digit < 0) {
                throw scanError(line, "did not find expected hexdecimal number");
            }
            code = code * 16 + digit;
        }
        if (code > 0x10FFFF || code >= 0xD800 && code <= 0xDFFF && digits == 8) {
            throw scanError(line, "found invalid Unicode character escape code");
        }
        if (code > 0xFFFF) {
            out.appendCodePoint(code);
        } else {
            out.append((char) code);
        }
    }

    /** A literal or folded block whose enclosing collection is indented by {@code parent}. */
    final Node blockScalar(int parent, boolean literal) {
        int startLine = line;
        pos++;
        int chomp = 0;
        int indent = 0;
        for (int i = 0; i < 2 && pos < end; i++) {
            char c = at(pos);
            if ((c == '+' || c == '-') && chomp == 0) {
                chomp = c == '+' ? 1 : -1;
                pos++;
            } else if (c >= '0' && c <= '9' && indent == 0) {
                if (c == '0') {
                    throw scanError(startLine, "found an indentation indicator equal to 0");
                }
                indent = c - '0' + Math.max(parent, 0);
                pos++;
            }
        }
        while (pos < end && (at(pos) == ' ' || at(pos) == '\t')) {
            pos++;
        }
        if (pos < end && at(pos) == '#') {
            while (pos < end && !isBreak(at(pos))) {
                pos++;
            }
        }
        if (pos < end) {
            if (!isBreak(at(pos))) {
                throw scanError(startLine, "did not find expected comment or line break");
            }
            newline();
        }
        return new BlockScalar(this, literal, chomp, parent, startLine).read(indent);
    }
}
