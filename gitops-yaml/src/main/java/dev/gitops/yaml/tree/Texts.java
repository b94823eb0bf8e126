package dev.gitops.yaml.tree;

import java.nio.charset.StandardCharsets;

/** How go-yaml 2 writes a string: bare where it reads back as itself, quoted or as a block otherwise. */
final class Texts {

    static final int LONGEST_SIMPLE_KEY = 128;
    /** Bare and harmless wherever they stand after a harmless beginning. */
    private static final boolean[] SAFE = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            SAFE[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        }
        for (char c : "-_./=+@$()*".toCharArray()) {
            SAFE[c] = true;
        }
    }

    private Texts() {}

    static boolean isSimpleKey(String key) {
        if (key.length() * 3 <= LONGEST_SIMPLE_KEY) {
            return !multiline(key);
        }
        return !multiline(key) && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SIMPLE_KEY;
    }

    static boolean multiline(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isBreak(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** go-yaml 2 reads the JSON that go-yaml 3 writes, and takes U+0085 in it for a line break that folds. */
    static String throughJson(String text) {
        if (text.indexOf('\u0085') < 0) {
            return text;
        }
        StringBuilder folded = new StringBuilder();
        for (int i = 0, n = text.length(); i < n; ) {
            int from = i;
            int breaks = 0;
            for (; i < n && (text.charAt(i) == ' ' || text.charAt(i) == '\u0085'); i++) {
                breaks += text.charAt(i) == ' ' ? 0 : 1;
            }
            if (breaks == 0) {
                folded.append(text, from, i);
            } else {
                folded.append(breaks == 1 ? " " : "\n".repeat(breaks - 1));
            }
            for (; i < n && text.charAt(i) != ' ' && text.charAt(i) != '\u0085'; i++) {
                folded.append(text.charAt(i));
            }
        }
        return folded.toString();
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    static Node.Style styleOf(String text, boolean key) {
        int n = text.length();
        if (n == 0) {
            return Node.Style.DOUBLE;
        }
        if (isPlainlyPlain(text, n)) {
            return Node.Style.PLAIN;
        }
        boolean lines = text.indexOf('\n') >= 0;
        if (!lines && (means(text))) {
            return Node.Style.DOUBLE;
        }
        int facts = analyze(text, n);
        if (lines) {
            return (facts & NO_BLOCK) != 0 || key ? Node.Style.DOUBLE : Node.Style.LITERAL;
        }
        if ((facts & NO_PLAIN) == 0) {
            return Node.Style.PLAIN;
        }
        return (facts & NO_SINGLE) == 0 ? Node.Style.SINGLE : Node.Style.DOUBLE;
    }

    /** Whether go-yaml 3, to which tabs are no matter, writes it as a block. */
    static boolean isBlockAllowed(String text) {
        return (analyze(text.replace('\t', '.'), text.length()) & NO_BLOCK) == 0;
    }

    private static boolean isPlainlyPlain(String text, int n) {
        char first = text.charAt(0);
        boolean letter = first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z';
        if (!letter && first != '/') {
            return false;
        }
        if (n <= 5 && "yYnNtTfFoO".indexOf(first) >= 0) {
            return false;
        }
        for (int i = 1; i < n; i++) {
            char c = text.charAt(i);
            if (c >= 128 || !SAFE[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean means(String text) {
        String tag = Scalars.tagOf(text);
        boolean bare = tag.equals(Tags.STRING) || tag.equals(Tags.MERGE);
        return Scalars.oldBool(text) != null || !bare || isSexagesimal(text);
    }

    /** {@code 1:30}: a number in YAML 1.1. */
    private static boolean isSexagesimal(String text) {
        int n = text.length();
        int i = 0;
        char c = text.charAt(0);
        if (c == '+' || c == '-') {
            i++;
        }
        if (i >= n || !isDigit(text.charAt(i))) {
            return false;
        }
        while (i < n && (isDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        int groups = 0;
        while (i < n && text.charAt(i) == ':') {
            i++;
            int from = i;
            while (i < n && isDigit(text.charAt(i))) {
                i++;
            }
            int length = i - from;
            if (length == 0 || length > 2 || length == 2 && text.charAt(from) > '5') {
                return false;
            }
            groups++;
        }
        if (groups == 0) {
            return false;
        }
        if (i < n && text.charAt(i) == '.') {
            i++;
            while (i < n && (isDigit(text.charAt(i)) || text.charAt(i) == '_')) {
                i++;
            }
        }
        return i == n;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static final int NO_PLAIN = 1;
    private static final int NO_SINGLE = 2;
    private static final int NO_BLOCK = 4;

    /** What rules out which style. */
    private static int analyze(String text, int n) {
        int facts = 0;
        if (text.startsWith("---") || text.startsWith("...")) {
            facts |= NO_PLAIN;
        }
        boolean blankBefore = true;
        boolean spaceBefore = false;
        boolean breakBefore = false;
        for (int i = 0; i < n; i++) {
            char c = text.charAt(i);
            boolean blankNext = i + 1 >= n || text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '\t';
            if (indicates(c, i, blankBefore, blankNext)) {
                facts |= NO_PLAIN;
            }
            if (!isPrintable(c, text, i)) {
                facts |= NO_PLAIN | NO_SINGLE | NO_BLOCK;
            }
            boolean lineBreak = isBreak(c);
            if (c == ' ') {
                if (i == 0) {
                    facts |= NO_PLAIN;
                }
                if (i == n - 1) {
                    facts |= NO_PLAIN | NO_BLOCK;
                }
                if (breakBefore) {
                    facts |= NO_PLAIN | NO_SINGLE;
                }
            } else if (lineBreak) {
                facts |= NO_PLAIN;
                if (spaceBefore) {
                    facts |= NO_PLAIN | NO_SINGLE | NO_BLOCK;
                }
            }
            spaceBefore = c == ' ';
            breakBefore = lineBreak;
            blankBefore = c == ' ' || c == '\t' || lineBreak;
        }
        return facts;
    }

    private static boolean indicates(char c, int i, boolean blankBefore, boolean blankNext) {
        if (i == 0) {
            return switch (c) {
                case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' -> true;
                case '?', ':', '-' -> blankNext;
                default -> false;
            };
        }
        return c == ':' && blankNext || c == '#' && blankBefore;
    }

    static boolean isPrintable(char c, String text, int i) {
        if (c < 128) {
            return c == '\n' || c >= 0x20 && c < 0x7f;
        }
        if (Character.isSurrogate(c)) {
            return false;
        }
        return c >= 0xa0 && c != '\uFEFF' && c != '\uFFFE' && c != '\uFFFF';
    }

    /** Writes the character at an index within double quotes; returns how many more it took. */
    static int escaped(StringBuilder out, String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
            out.append("\\U").append(String.format("%08X", text.codePointAt(i)));
            return 1;
        }
        if (c >= 0x7f && c < 0xa0 && c != 0x85) {
            // kustomize cannot read its own JSON here
            throw new YamlException(0, "control characters are not allowed");
        }
        if (c == '"' || c == '\\' || isBreak(c) || !isPrintable(c, text, i)) {
            escape(out, c);
        } else {
            out.append(c);
        }
        return 0;
    }

    static void escape(StringBuilder out, char c) {
        out.append('\\');
        switch (c) {
            case 0 -> out.append('0');
            case 7 -> out.append('a');
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case 0x0b -> out.append('v');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            case 0x1b -> out.append('e');
            case '"' -> out.append('"');
            case '\\' -> out.append('\\');
            case 0x85 -> out.append('N');
            case 0xa0 -> out.append('_');
            case 0x2028 -> out.append('L');
            case 0x2029 -> out.append('P');
            default -> {
                if (c <= 0xff) {
                    out.append('x').append(String.format("%02X", (int) c));
                } else {
                    out.append('u').append(String.format("%04X", (int) c));
                }
            }
        }
    }

    static void blockHints(StringBuilder out, String text) {
        char first = text.charAt(0);
        if (first == ' ' || isBreak(first)) {
            out.append('2');
        }
        int n = text.length();
        if (!isBreak(text.charAt(n - 1))) {
            out.append('-');
        } else if (n == 1 || isBreak(text.charAt(n - 2))) {
            out.append('+');
        }
    }
}
