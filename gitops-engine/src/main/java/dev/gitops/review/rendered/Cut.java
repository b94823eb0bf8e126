package dev.gitops.review.rendered;

import dev.gitops.text.Shown;

/** Texts that a change's author wrote, on one line, without what nobody sees and what looks like a login, and no longer than a reader has patience. */
public final class Cut {

    private Cut() {}

    /**
     * A text on one line.
     *
     * @param text any text
     * @param longest how many characters it may have
     * @return the text, cut and with three dots where it was longer
     */
    public static String line(String text, int longest) {
        String begin = text.length() > 4 * longest ? text.substring(0, 4 * longest) : text;
        String line = Shown.line(Shown.withoutLogins(begin));
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "...";
    }
}
