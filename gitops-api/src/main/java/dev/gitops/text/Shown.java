package dev.gitops.text;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Texts that others wrote, made fit to be shown to people: nothing in them is obeyed by a terminal, forges a line or repeats a login. JSON needs none of this, it escapes. */
public final class Shown {

    /** What stands between a scheme and an {@code @}, a password with a slash in it too. */
    private static final Pattern USERINFO = Pattern.compile(
            "(?<=://)(?:[^\\s/@\"'<>]*@(?:[^\\s/@\"'<>]*@)*|[^\\s/@:\"'<>]*:(?![0-9]{1,5}/)[^\\s\"'<>]{0,1000}@)");

    private Shown() {}

    /**
     * A text on one line.
     *
     * @param text any text
     * @return the text, each hidden character as its number in angle brackets, as in {@code <U+001B>}
     */
    public static String line(String text) {
        return shown(text, Hidden::is);
    }

    /**
     * A text of lines: line ends and tabs stay.
     *
     * @param text any text
     * @return the text, each other hidden character as its number in angle brackets
     */
    public static String lines(String text) {
        return shown(text, c -> c != '\n' && c != '\t' && Hidden.is(c));
    }

    /**
     * A text of lines within a text of ours: what follows its first line is set in, so that it cannot pass for a line of ours.
     *
     * @param text any text
     * @return the text, hidden characters as numbers, four blanks before each line but the first
     */
    public static String within(String text) {
        return lines(text.strip()).replace("\n", "\n    ");
    }

    private static String shown(String text, IntPredicate hidden) {
        int first = 0;
        while (first < text.length() && !hidden.test(text.codePointAt(first))) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(c -> {
            if (hidden.test(c)) {
                shown.append('<').append(Hidden.number(c)).append('>');
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /**
     * A text without the users and passwords of the URLs in it.
     *
     * @param text any text
     * @return the text; of a URL the scheme is followed by the host at once
     */
    public static String withoutLogins(String text) {
        return text.contains("://") && text.indexOf('@') >= 0
                ? USERINFO.matcher(text).replaceAll("")
                : text;
    }
}
