package dev.gitops.kustomize.transform;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression as Go reads it, made one of Java: what Go does not know is refused, what both write otherwise is translated. */
final class GoPattern {

    private static final String ESCAPES = "aftnrxpPdDsSwWAbBzQE";
    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?}");
    private static final Pattern GROUP = Pattern.compile("\\(\\?(:|P?<[A-Za-z_]\\w*>|-?[ims]+(-[ims]+)?[:)])");
    private static final Pattern NAMED_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");
    private static final Map<String, String> CLASSES = Map.ofEntries(
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

    private final String go;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private GoPattern(String go) {
        this.go = go;
    }

    /**
     * The expression for Java.
     *
     * @param go an expression
     * @return the same in the language of Java
     * @throws PatternSyntaxException where Go refuses it
     */
    static String translated(String go) {
        GoPattern pattern = new GoPattern(go);
        while (pattern.at < go.length()) {
            pattern.part();
        }
        return pattern.java.toString();
    }

    private void part() {
        char c = go.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characters();
            case '(' -> group();
            case '*', '+', '?' -> repetition(1);
            case '{' -> {
                Matcher count = COUNT.matcher(go).region(at, go.length());
                if (count.lookingAt()) {
                    repetition(count.end() - at);
                } else {
                    literal();
                }
            }
            case '}' -> literal();
            default -> copy(1);
        }
    }

    private void copy(int length) {
        java.append(go, at, at + length);
        at += length;
    }

    private void literal() {
        java.append('\\');
        copy(1);
    }

    private void escape() {
        char next = at + 1 < go.length() ? go.charAt(at + 1) : '\\';
        if (next == 'v') {
            java.append("\\x0B");
            at += 2;
            return;
        }
        boolean wordy = Character.isLetterOrDigit(next);
        if (at + 1 == go.length() || wordy && ESCAPES.indexOf(next) < 0 && next != '0') {
            throw refused("invalid escape sequence", go.substring(at));
        }
        String closing = next == 'Q' ? "\\E" : (next == 'p' || next == 'P') && go.startsWith("{", at + 2) ? "}" : "";
        int end = closing.isEmpty() ? -1 : go.indexOf(closing, at);
        copy(end > 0 ? end + closing.length() - at : 2);
    }

    private void group() {
        if (!go.startsWith("(?", at)) {
            copy(1);
            return;
        }
        Matcher group = GROUP.matcher(go).region(at, go.length());
        if (!group.lookingAt()) {
            throw refused("invalid or unsupported Perl syntax", go.substring(at, Math.min(at + 3, go.length())));
        }
        java.append(group.group().replace("(?P<", "(?<"));
        at = group.end();
    }

    private void repetition(int length) {
        copy(length);
        if (at < go.length() && go.charAt(at) == '?') {
            copy(1);
        }
        boolean again = at < go.length()
                && ("*+?".indexOf(go.charAt(at)) >= 0
                        || COUNT.matcher(go).region(at, go.length()).lookingAt());
        if (again) {
            throw refused("invalid nested repetition operator", go.substring(at - 1, at + 1));
        }
    }

    private void characters() {
        copy(go.startsWith("[^", at) ? 2 : 1);
        boolean first = true;
        while (at < go.length() && (first || go.charAt(at) != ']')) {
            first = false;
            char c = go.charAt(at);
            Matcher named = NAMED_CLASS.matcher(go).region(at, go.length());
            if (c == '\\') {
                escape();
            } else if (c == '[' && named.lookingAt()) {
                named(named);
            } else if (c == '[' || c == ']' || c == '&' || c == '^') {
                literal();
            } else {
                copy(1);
            }
        }
        if (at == go.length()) {
            throw refused("missing closing ]", go);
        }
        copy(1);
    }

    private void named(Matcher named) {
        String name = named.group(2);
        boolean outside = !named.group(1).isEmpty();
        String known = CLASSES.get(name);
        if (known == null && !name.equals("word")) {
            throw refused("invalid character class range", named.group());
        }
        java.append(known == null ? (outside ? "\\W" : "\\w") : (outside ? "\\P{" : "\\p{") + known + "}");
        at = named.end();
    }

    private PatternSyntaxException refused(String why, String what) {
        return new PatternSyntaxException(why + ": `" + what + "`", go, at);
    }
}
