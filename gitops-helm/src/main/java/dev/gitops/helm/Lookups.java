package dev.gitops.helm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes {@code lookup} out of templates. The library's {@code template} would ask whatever cluster is at hand; the command line answers {@code {}} without one. {@code omit dict} takes the same
 * arguments, piped ones too, and always gives an empty map, so the word alone is replaced and lines stay where they are.
 */
final class Lookups {

    /** Comments and quoted texts of an action are passed over whole; the word is found between them. */
    private static final Pattern TOKEN = Pattern.compile(
            "/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|`[^`]*`|(?<![\\w.$])lookup(?=[\\s(\"`])|\\}\\}", Pattern.DOTALL);

    private Lookups() {}

    static byte[] emptied(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.contains("lookup") || !text.contains("{{")) {
            return content;
        }
        String emptied = emptied(text);
        return emptied.equals(text) ? content : emptied.getBytes(StandardCharsets.UTF_8);
    }

    static String emptied(String text) {
        StringBuilder result = new StringBuilder(text.length() + 16);
        int at = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            result.append(text, at, open + 2);
            at = open + 2;
            Matcher token = TOKEN.matcher(text);
            boolean closed = false;
            while (!closed && token.find(at)) {
                result.append(text, at, token.start())
                        .append(token.group().equals("lookup") ? "omit dict" : token.group());
                at = token.end();
                closed = token.group().equals("}}");
            }
            if (!closed) {
                break;
            }
        }
        return result.append(text, at, text.length()).toString();
    }
}
