package dev.gitops.yaml.tree;

/** In which styles go-yaml 3 can write a text. */
final class Appearance {

    private static final String FIRST = "#,[]{}&*!|>'\"%@`";
    private static final String WITHIN_BRACES = ",?[]{}";

    private final boolean empty;
    private boolean multiline;
    private boolean flowPlain = true;
    private boolean blockPlain = true;
    private boolean single = true;
    private boolean block = true;

    Appearance(String text) {
        empty = text.isEmpty();
        if (empty) {
            flowPlain = false;
            block = false;
            return;
        }
        if (text.startsWith("---") || text.startsWith("...")) {
            notPlain();
        }
        char before = '\n';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            indicators(text, i, before);
            blanks(text, i, before);
            if (c == '\t' || !Texts.isPrintable(c, text, i)) {
                quotedOnly();
                block &= c == '\t';
            }
            before = c;
        }
    }

    private void indicators(String text, int i, char before) {
        char c = text.charAt(i);
        boolean blankNext = i + 1 >= text.length() || text.charAt(i + 1) == ' ' || text.charAt(i + 1) == '\t';
        boolean marks = c == ':' && blankNext || c == '#' && isGap(before);
        if (i == 0) {
            marks |= FIRST.indexOf(c) >= 0 || (c == '?' || c == '-') && blankNext;
            flowPlain &= c != '?';
        } else {
            flowPlain &= WITHIN_BRACES.indexOf(c) < 0;
        }
        flowPlain &= c != ':';
        if (marks) {
            notPlain();
        }
    }

    private void blanks(String text, int i, char before) {
        char c = text.charAt(i);
        boolean edge = i == 0 || i == text.length() - 1;
        boolean inner = i > 0;
        if (c == ' ') {
            if (edge) {
                notPlain();
                block &= i != text.length() - 1;
            }
            if (inner && Texts.isBreak(before)) {
                quotedOnly();
            }
        } else if (Texts.isBreak(c)) {
            multiline = true;
            notPlain();
            if (inner && before == ' ') {
                quotedOnly();
                block = false;
            }
        }
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '\t' || Texts.isBreak(c);
    }

    private void notPlain() {
        flowPlain = false;
        blockPlain = false;
    }

    private void quotedOnly() {
        notPlain();
        single = false;
    }

    boolean multiline() {
        return multiline;
    }

    /** The style that comes out where another is asked for. */
    Node.Style style(Node.Style asked, boolean flow, boolean key) {
        Node.Style style = asked;
        if (key && multiline) {
            style = Node.Style.DOUBLE;
        }
        if (style == Node.Style.PLAIN && !isPlain(flow, key)) {
            style = Node.Style.SINGLE;
        }
        if (style == Node.Style.SINGLE) {
            return single ? Node.Style.SINGLE : Node.Style.DOUBLE;
        }
        boolean ofLines = style == Node.Style.LITERAL || style == Node.Style.FOLDED;
        return ofLines && (!block || flow || key) ? Node.Style.DOUBLE : style;
    }

    private boolean isPlain(boolean flow, boolean key) {
        return empty ? !flow && !key : flow ? flowPlain : blockPlain;
    }
}
