package dev.gitops.review.schema;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a definition, as the API server means it: in the syntax of Go. Java reads a class as {@code [[:alpha:]]} as the characters it is written with, {@code &&} as an intersection, and its {@code $} lets a line break follow
 * ({@code findings/definitions-and-json-schema.sh}).
 */
final class GoPattern {

    /** Patterns of a stranger's definition may take for ever: only plain ones are tried. */
    private static final Pattern COSTLY = Pattern.compile("[+*}]\\)[+*{]|\\\\[1-9]|\\(\\?[=!<]");

    /** Quoted runs, and the flags for lines and greed, are not carried over. */
    private static final Pattern RARE = Pattern.compile("\\\\[QE]|\\(\\?\\w*[mU]");

    private static final Pattern NAMED = Pattern.compile("\\[:(\\^?)(\\w+):]");
    private static final int LONGEST = 500;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("alnum", "Alnum"),
            Map.entry("alpha", "Alpha"),
            Map.entry("ascii", "ASCII"),
            Map.entry("blank", "Blank"),
            Map.entry("cntrl", "Cntrl"),
            Map.entry("digit", "Digit"),
            Map.entry("graph", "Graph"),
            Map.entry("lower", "Lower"),
            Map.entry("print", "Print"),
            Map.entry("punct", "Punct"),
            Map.entry("space", "Space"),
            Map.entry("upper", "Upper"),
            Map.entry("xdigit", "XDigit"));

    private GoPattern() {}

    /** The same in Java; empty where it may be costly, or where Java cannot read it as it is meant. */
    static Optional<Pattern> of(String text) {
        if (text.length() >= LONGEST
                || COSTLY.matcher(text).find()
                || RARE.matcher(text).find()) {
            return Optional.empty();
        }
        StringBuilder java = new StringBuilder();
        boolean within = false;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                java.append(next).append(text.charAt(++i));
            } else if (within && next == '[') {
                Matcher named = NAMED.matcher(text).region(i, text.length());
                boolean known = named.lookingAt() && NAMES.containsKey(named.group(2));
                java.append(
                        known ? (named.group(1).isEmpty() ? "\\p{" : "\\P{") + NAMES.get(named.group(2)) + "}" : "\\[");
                i = known ? named.end() - 1 : i;
            } else if (within && next == '&') {
                java.append("\\&");
            } else if (next == '[') {
                within = true;
                java.append(next);
                i = begun(text, i + 1, java);
            } else {
                within = within && next != ']';
                java.append(!within && next == '$' ? "\\z" : next);
            }
        }
        try {
            return Optional.of(Pattern.compile(java.toString(), Pattern.UNIX_LINES));
        } catch (PatternSyntaxException otherSyntax) {
            return Optional.empty();
        }
    }

    /** The first character of a class may be its own end: {@code []a]}, {@code [^]a]}. */
    private static int begun(String text, int at, StringBuilder java) {
        int i = at;
        if (i < text.length() && text.charAt(i) == '^') {
            java.append('^');
            i++;
        }
        if (i < text.length() && text.charAt(i) == ']') {
            java.append("\\]");
            i++;
        }
        return i - 1;
    }
}
