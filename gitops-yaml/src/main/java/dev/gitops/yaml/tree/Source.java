package dev.gitops.yaml.tree;

/** The characters of a document: where we are, what parts lines, and what counts as blank. */
class Source {

    /** Room behind the end, so that looking ahead needs no check. */
    private static final int AHEAD = 4;

    final String text;
    final int end;
    /** How many line feeds the whole text has. */
    final int lines;

    private final char[] chars;
    int pos;
    int line = 1;
    int lineStart;

    Source(String text) {
        this.text = text;
        this.end = text.length();
        this.chars = new char[end + AHEAD];
        text.getChars(0, end, chars, 0);
        this.lines = lines(chars, end);
        if (chars[0] == '\uFEFF') {
            pos = 1;
            lineStart = 1;
        }
    }

    /** Counts the line feeds, and refuses control characters. */
    private static int lines(char[] chars, int n) {
        int lines = 0;
        for (int i = 0; i < n; i++) {
            char c = chars[i];
            if (c >= ' ' && c < 0x7f) {
                continue;
            }
            if (c == '\n') {
                lines++;
            } else if (Character.isHighSurrogate(c) && Character.isLowSurrogate(chars[i + 1])) {
                i++;
            } else if (!isAllowed(c)) {
                throw new YamlException(0, "control characters are not allowed");
            }
        }
        return lines;
    }

    private static boolean isAllowed(char c) {
        return c == '\t' || c == '\r' || c == '\u0085' || c >= '\u00a0' && c < '\uFFFE' && !Character.isSurrogate(c);
    }

    /** The character at an index; NUL, which no document holds, at the end and a little behind it. */
    final char at(int index) {
        return chars[index];
    }

    final int column() {
        return pos - lineStart;
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c >= '\u0085' && (c == '\u0085' || c == '\u2028' || c == '\u2029');
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether a blank, a line break or the end stands there. */
    final boolean isGap(int index) {
        char c = chars[index];
        return c <= ' ' || c >= '\u0085' && isBreak(c);
    }

    /** Passes what a plain scalar may have within a line and between blanks. */
    final void passPlainRun(boolean inFlow) {
        int at = pos;
        for (char c = chars[at]; c > ' '; c = chars[++at]) {
            boolean ends = c == ':' && isGap(at + 1) || c >= '\u0085' && isBreak(c) || inFlow && isFlowIndicator(c);
            if (ends) {
                break;
            }
        }
        pos = at;
    }

    private static boolean isFlowIndicator(char c) {
        return c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}';
    }

    final boolean isBreakOrEnd() {
        return pos >= end || isBreak(chars[pos]);
    }

    /** Whether {@code ---} or {@code ...} begins this line. */
    final boolean atMarker() {
        return pos == lineStart && (atMarker('-') || atMarker('.'));
    }

    final boolean atMarker(char c) {
        return pos == lineStart && at(pos) == c && at(pos + 1) == c && at(pos + 2) == c && isGap(pos + 3);
    }

    /** Passes a line break, and says what it stands for: a line feed, unless Unicode's own separators are meant. */
    final char newline() {
        char c = at(pos);
        if (c == '\r' && at(pos + 1) == '\n') {
            pos++;
        }
        pos++;
        line++;
        lineStart = pos;
        return c == '\u2028' || c == '\u2029' ? c : '\n';
    }

    final void passBlanks() {
        while (isBlank(at(pos))) {
            pos++;
        }
    }

    final void passToBreak() {
        while (!isBreakOrEnd()) {
            pos++;
        }
    }

    static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '-';
    }

    /** An error while reading what began on a line. */
    final YamlException error(int startLine, String problem) {
        int said = startLine > 1 ? startLine : line;
        return new YamlException(startLine, said > 1 ? said : 0, problem);
    }
}
