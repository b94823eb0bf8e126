package dev.gitops.forge;

/** Markdown within a host's limits: what is cut stays well-formed, and what is quoted cannot leave its fence. */
public final class Markdown {

    private static final String CUT = "\n\n*Cut: the rest is longer than the host allows.*\n";

    private Markdown() {}

    /**
     * Puts a text into a fenced code block. The fence is longer than every run of back quotes in the text, so the text cannot close it.
     *
     * @param language the word after the fence, as in {@code diff}; empty for none
     * @param text any text
     * @return the block, ending in a line break
     */
    public static String fence(String language, String text) {
        int longest = 2;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return fence + language + "\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + fence + "\n";
    }

    /**
     * Cuts a line to a length, between characters.
     *
     * @param line the line
     * @param longest how many characters it may have
     * @return the line itself where it is short enough, else its beginning
     */
    public static String line(String line, int longest) {
        return line.substring(0, line.offsetByCodePoints(0, Math.min(longest, line.codePointCount(0, line.length()))));
    }

    /**
     * Cuts a text to a length, between lines where that is possible. A fenced code block that is cut is closed, and a last line says that something is missing.
     *
     * @param text Markdown
     * @param longest how many characters it may have, the closing and the last line included
     * @return the text itself where it is short enough, else its beginning
     */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        String fence = "";
        int end = 0;
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int next = newline < 0 ? text.length() : newline + 1;
            String after = fenceAfter(text.substring(start, next).stripTrailing(), fence);
            if (next + ending(after).length() > longest) {
                break;
            }
            fence = after;
            end = next;
            start = next;
        }
        if (end == 0) {
            end = withinOneLine(text, longest - CUT.length());
        }
        String cut = text.substring(0, end).stripTrailing() + ending(fence);
        return cut.length() <= longest ? cut : text.substring(0, withinOneLine(text, longest));
    }

    private static String ending(String fence) {
        return (fence.isEmpty() ? "" : "\n" + fence) + CUT;
    }

    /** The fence that is open after a line, given the one that is open before it. */
    private static String fenceAfter(String line, String open) {
        String content = line.stripLeading();
        if (line.length() - content.length() > 3 || content.isEmpty()) {
            return open;
        }
        char mark = content.charAt(0);
        int length = 0;
        while (length < content.length() && content.charAt(length) == mark) {
            length++;
        }
        if (mark != '`' && mark != '~' || length < 3) {
            return open;
        }
        String rest = content.substring(length);
        if (open.isEmpty()) {
            return mark == '`' && rest.indexOf('`') >= 0 ? open : content.substring(0, length);
        }
        boolean closes = mark == open.charAt(0) && length >= open.length() && rest.isBlank();
        return closes ? "" : open;
    }

    private static int withinOneLine(String text, int length) {
        int end = Math.max(0, Math.min(length, text.length()));
        return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
