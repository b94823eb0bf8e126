package dev.gitops.helm;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces words of template actions: what stands between {@code {{} and {@code }}}, outside of quoted texts and comments. */
final class Actions {

    private static final String PASSED_OVER = "/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|`[^`]*`|\\}\\}|";

    private final String word;
    private final Pattern token;
    private final UnaryOperator<String> replacement;

    /**
     * A replacement.
     *
     * @param word what every match contains, so that most files need no look
     * @param pattern a regular expression for what is replaced
     * @param replacement what comes instead
     */
    Actions(String word, String pattern, UnaryOperator<String> replacement) {
        this.word = word;
        this.token = Pattern.compile(PASSED_OVER + "(?<found>" + pattern + ")", Pattern.DOTALL);
        this.replacement = replacement;
    }

    byte[] replaced(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.contains(word) || !text.contains("{{")) {
            return content;
        }
        String changed = replaced(text);
        return changed.equals(text) ? content : changed.getBytes(StandardCharsets.UTF_8);
    }

    String replaced(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        int at = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            result.append(text, at, open + 2);
            at = open + 2;
            Matcher found = token.matcher(text);
            boolean closed = false;
            while (!closed && found.find(at)) {
                String word = found.group("found");
                result.append(text, at, found.start()).append(word == null ? found.group() : replacement.apply(word));
                at = found.end();
                closed = found.group().equals("}}");
            }
            if (!closed) {
                break;
            }
        }
        return result.append(text, at, text.length()).toString();
    }
}
