package dev.gitops.yaml.tree;

import java.util.regex.Pattern;

/** In which styles go-yaml 3 writes a text: in the one that is asked for, else in the next that the text can have. */
final class Appearance {

    private static final String BREAK = "[\\n\\r\\x{85}\\x{2028}\\x{2029}]";
    private static final String GAP = "[ \\t]";

    /** What a plain text would not come back from: marks of a document, indicators at its begin, what looks like a key's end or a comment, and blanks at its edges. */
    private static final Pattern MARKS =
            Pattern.compile("^(?:---|\\.\\.\\.|[#,\\[\\]{}&*!|>'\"%@`]|[?-](?:" + GAP + "|\\z)| )"
                    + "|:(?:" + GAP + "|\\z)"
                    + "|(?:" + GAP + "|" + BREAK + ")#"
                    + "| \\z");
    /** Within braces and brackets these are indicators, too. */
    private static final Pattern MARKS_WITHIN = Pattern.compile("^\\?|:|(?s:.)[,?\\[\\]{}]");

    private static final Pattern BLANK_AND_BREAK = Pattern.compile(" " + BREAK + "|" + BREAK + " ");
    private static final Pattern BLANK_BEFORE_END = Pattern.compile(" (?:" + BREAK + "|\\z)");

    private final String text;

    Appearance(String text) {
        this.text = text;
    }

    /** The style that comes out where another is asked for. */
    Node.Style style(Node.Style asked, boolean flow, boolean key) {
        Node.Style style = key && Texts.multiline(text) ? Node.Style.DOUBLE : asked;
        if (style == Node.Style.PLAIN && !canBePlain(flow, key)) {
            style = Node.Style.SINGLE;
        }
        return switch (style) {
            case SINGLE -> canBeSingle() ? style : Node.Style.DOUBLE;
            case LITERAL, FOLDED -> flow || key || !canBeBlock() ? Node.Style.DOUBLE : style;
            default -> style;
        };
    }

    private boolean canBePlain(boolean flow, boolean key) {
        if (text.isEmpty()) {
            return !flow && !key;
        }
        return isPrintable()
                && !hasTabs()
                && !Texts.multiline(text)
                && !MARKS.matcher(text).find()
                && !(flow && MARKS_WITHIN.matcher(text).find());
    }

    private boolean canBeSingle() {
        return isPrintable() && !hasTabs() && !BLANK_AND_BREAK.matcher(text).find();
    }

    private boolean canBeBlock() {
        return !text.isEmpty()
                && isPrintable()
                && !BLANK_BEFORE_END.matcher(text).find();
    }

    private boolean hasTabs() {
        return text.indexOf('\t') >= 0;
    }

    private boolean isPrintable() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && !Texts.isPrintable(c, text, i)) {
                return false;
            }
        }
        return true;
    }
}
